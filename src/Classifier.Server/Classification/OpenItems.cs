using Classifier.Core;
using Classifier.Pipeline;

namespace Classifier.Server.Classification;

/// <summary>The correlation ids that are in use on one stream. Thread-safe.</summary>
internal sealed class OpenItems(StreamLimits limits)
{
    private const int RememberedRefusals = 4096;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _items = [];
    private readonly Dictionary<string, OpenOutput> _outputs = [];

    // Pieces of a refused output may still be on their way; they must not open a new one that lacks the beginning.
    private readonly HashSet<string> _refused = [];
    private readonly Queue<string> _refusedOrder = [];

    public bool Contains(string id)
    {
        lock (_lock) return _items.Contains(id) || _outputs.ContainsKey(id);
    }

    /// <exception cref="StreamOrderException">The id is in use.</exception>
    public void AddItem(string id)
    {
        lock (_lock)
        {
            if (_outputs.ContainsKey(id) || !_items.Add(id)) throw StreamOrderException.Duplicate();
        }
    }

    public void RemoveItem(string id)
    {
        lock (_lock) _items.Remove(id);
    }

    /// <summary>Null when the id is free.</summary>
    /// <exception cref="StreamOrderException">The id names a whole item, or an output that was refused or has its last piece.</exception>
    public OpenOutput? FindOutput(string id)
    {
        lock (_lock)
        {
            if (_items.Contains(id)) throw StreamOrderException.Duplicate();
            if (_refused.Contains(id)) throw StreamOrderException.Closed();
            if (!_outputs.TryGetValue(id, out var output)) return null;
            return output.Ended ? throw StreamOrderException.Ended() : output;
        }
    }

    /// <exception cref="ClassifierException"><see cref="ErrorKind.QuotaExceeded"/>: too many are open.</exception>
    public OpenOutput AddOutput(string id, Func<IStreamedOutput> open)
    {
        lock (_lock)
        {
            if (_outputs.Count >= limits.OpenOutputs)
                throw new ClassifierException(
                    ErrorKind.QuotaExceeded, $"At most {limits.OpenOutputs} outputs can be open on a stream.", "correlation_id");
            return _outputs[id] = new OpenOutput(open());
        }
    }

    public void Close(string id, OpenOutput output)
    {
        lock (_lock)
            if (_outputs.TryGetValue(id, out var current) && current == output) _outputs.Remove(id);
    }

    /// <summary>Closes an output so that pieces which are still on their way do not open it anew.</summary>
    public void Refuse(string id, OpenOutput output)
    {
        output.Refused = true;
        Forbid(id);
        Close(id, output);
    }

    /// <summary>No output can be opened under this id.</summary>
    public void Forbid(string id)
    {
        lock (_lock)
        {
            if (!_refused.Add(id)) return;
            _refusedOrder.Enqueue(id);
            if (_refusedOrder.Count > RememberedRefusals) _refused.Remove(_refusedOrder.Dequeue());
        }
    }

    /// <summary>What is still open; nothing is open afterwards.</summary>
    public IReadOnlyList<KeyValuePair<string, OpenOutput>> TakeOutputs()
    {
        lock (_lock)
        {
            var open = _outputs.ToArray();
            _outputs.Clear();
            return open;
        }
    }
}
