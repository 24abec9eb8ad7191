using System.Collections.Concurrent;
using Classifier.Inference.Batching;

namespace Classifier.Inference.Tests.Batching;

/// <summary>A runner that stops inside each run until the test lets it go on. A result is its item times ten.</summary>
internal sealed class GatedRunner : IBatchRunner<int, int>, IDisposable
{
    private readonly BlockingCollection<int[]> _entered = [];
    private readonly SemaphoreSlim _leave = new(0);

    /// <summary>Thrown by the next runs where not null.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Threads that called.</summary>
    public ConcurrentDictionary<int, bool> Threads { get; } = new();

    public int Run(ReadOnlySpan<int> items, Span<int> results)
    {
        Threads[Environment.CurrentManagedThreadId] = true;
        _entered.Add(items.ToArray());
        _leave.Wait();
        if (Fault is { } fault) throw fault;
        for (var i = 0; i < items.Length; i++) results[i] = items[i] * 10;
        return items.Length * 64;
    }

    /// <summary>Blocks until a run has begun and gives its items.</summary>
    public int[] Entered(CancellationToken cancellation) => _entered.Take(cancellation);

    public bool HasEntered => _entered.Count > 0;

    /// <summary>Lets runs end.</summary>
    public void Leave(int runs = 1) => _leave.Release(runs);

    public void Dispose()
    {
        _leave.Dispose();
        _entered.Dispose();
    }
}
