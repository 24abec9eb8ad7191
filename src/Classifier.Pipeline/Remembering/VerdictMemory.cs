using BitFaster.Caching.Lru;
using Classifier.Inference;
using Classifier.Pipeline.Internal;

namespace Classifier.Pipeline.Remembering;

/// <summary>
/// The degraded tier: what a model said of an item is kept for a while, and said again, flagged, when the same item comes back
/// while there is no capacity to run it. Never used as long as the model answers. Thread-safe.
/// </summary>
/// <param name="capacity">Items; the least recently used give way. 0 remembers nothing.</param>
internal sealed class VerdictMemory(int capacity)
{
    private const int LeastCapacity = 3;

    private readonly ItemKeys _keys = new();
    private readonly ConcurrentLru<UInt128, TaskVerdict[]>? _verdicts = capacity > 0 ? new(Math.Max(capacity, LeastCapacity)) : null;

    public int Count => _verdicts?.Count ?? 0;

    /// <param name="verdicts">All with <see cref="Core.TaskOutcome.Ok"/>.</param>
    public void Keep(ISequenceModel model, ClassificationRequest request, TaskVerdict[] verdicts)
    {
        if (_verdicts is not null && _keys.Of(model.Manifest.Id, request) is { } key) _verdicts.AddOrUpdate(key, verdicts);
    }

    /// <summary>What was kept for the same model, tenant, direction and text; one verdict for each wanted task, or null.</summary>
    public TaskVerdict[]? Recall(ModelTasks wanted, ClassificationRequest request)
    {
        if (_verdicts is null || _keys.Of(wanted.Model.Manifest.Id, request) is not { } key || !_verdicts.TryGet(key, out var kept)) return null;
        var found = Array.FindAll(kept, verdict => wanted.Tasks.Any(task => task.Task == verdict.Task));
        return found.Length == wanted.Tasks.Count ? found : null;
    }
}
