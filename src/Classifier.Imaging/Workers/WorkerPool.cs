using System.Collections.Concurrent;
using Classifier.Imaging.Internal;
using Microsoft.Extensions.Logging;

namespace Classifier.Imaging.Workers;

/// <summary>What the slots share.</summary>
internal sealed class WorkerPool(ImagingOptions options, IReadOnlyList<string> command, TimeProvider time, ILogger logger)
{
    private int _waiting;

    public ImagingOptions Options => options;

    public IReadOnlyList<string> Command => command;

    public ILogger Logger => logger;

    public Limits Limits { get; } = Limits.Of(options);

    public BlockingCollection<DecodeJob> Jobs { get; } = [];

    public WorkerCounters Counters { get; } = new();

    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>False where the pool has as many pictures as it may.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _waiting) <= options.Workers.Count + options.Workers.MaxQueued) return true;
        Interlocked.Decrement(ref _waiting);
        return false;
    }

    public void Answered() => Interlocked.Decrement(ref _waiting);

    public Watch Watch(WorkerProcess process, TimeSpan? limit = null) => new(time, process, limit ?? options.Workers.TimeLimit);
}
