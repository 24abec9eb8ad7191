using System.Runtime.InteropServices;
using Classifier.Core;
using Classifier.Inference;

namespace Classifier.Pipeline.Streaming;

/// <summary>
/// Scores of the windows of a growing text's last pass. A window whose tokens did not change is not run again; what the
/// newest pass did not ask for is forgotten, so the memo never outgrows one segment. Safe for the scorers of one pass.
/// </summary>
internal sealed class WindowMemo
{
    private readonly Lock _lock = new();
    private Dictionary<Key, ReadOnlyMemory<float>> _last = [];
    private Dictionary<Key, ReadOnlyMemory<float>> _now = [];

    /// <summary>The scores of the last pass for the same tokens; their timings are zero, since nothing ran.</summary>
    public bool TryGet(ModelId model, ReadOnlyMemory<int> ids, out SequenceScores scores)
    {
        var key = new Key(model, ids);
        lock (_lock)
        {
            if (_now.TryGetValue(key, out var logits) || _last.TryGetValue(key, out logits))
            {
                _now[key] = logits;
                scores = new SequenceScores(logits, default);
                return true;
            }
        }
        scores = default;
        return false;
    }

    public void Put(ModelId model, ReadOnlyMemory<int> ids, in SequenceScores scores)
    {
        lock (_lock) _now[new Key(model, ids)] = scores.Logits;
    }

    /// <summary>Ends a pass.</summary>
    public void Advance()
    {
        lock (_lock)
        {
            (_last, _now) = (_now, _last);
            _now.Clear();
        }
    }

    private readonly record struct Key(ModelId Model, ReadOnlyMemory<int> Ids)
    {
        public bool Equals(Key other) => Model == other.Model && Ids.Span.SequenceEqual(other.Ids.Span);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(Model);
            hash.AddBytes(MemoryMarshal.AsBytes(Ids.Span));
            return hash.ToHashCode();
        }
    }
}
