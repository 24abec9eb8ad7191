using Classifier.Core;
using Classifier.Inference.Batching;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Inference.Tests.Batching;

/// <summary>A batcher with its real threads and timer on simulated time: each step waits for the runner to be where it has to be.</summary>
public abstract class DynamicBatcherFixture : IAsyncDisposable
{
    protected FakeTimeProvider Time { get; } = new();
    private protected GatedRunner Runner { get; } = new();
    protected CancellationTokenSource GiveUp { get; } = new(TimeSpan.FromSeconds(60));
    protected List<BatchReport> Reports { get; } = [];
    private DynamicBatcher<int, int>? _made;

    protected DynamicBatcher<int, int> Batcher => _made ??= Make(new() { Buckets = [64, 128], MaxBatchItems = 4, TokenBudget = 512, SafetyMargin = TimeSpan.Zero });

    protected DynamicBatcher<int, int> Make(BatcherOptions options)
    {
        _made = new([Runner], options, Time, NullLogger.Instance);
        _made.BatchCompleted += (in BatchReport r) =>
        {
            lock (Reports) Reports.Add(r);
        };
        return _made;
    }

    protected Task<Batched<int>> Submit(int item, int length = 64, string tenant = "a", WorkClass cls = WorkClass.Interactive, TimeSpan? patience = null, CancellationToken ct = default) =>
        Batcher.SubmitAsync(item, length, tenant, cls, Deadline(patience), ct).AsTask();

    protected long Deadline(TimeSpan? patience) => patience is { } p ? Time.GetTimestamp() + p.Ticks * Time.TimestampFrequency / TimeSpan.TicksPerSecond : long.MaxValue;

    protected int[] Entered() => Runner.Entered(GiveUp.Token);

    protected static async Task<ErrorKind> KindOf(Task task) => (await Assert.ThrowsAsync<ClassifierException>(() => task)).Kind;

    public async ValueTask DisposeAsync()
    {
        Runner.Leave(1000);
        if (_made is not null) await _made.DisposeAsync();
        Runner.Dispose();
        GiveUp.Dispose();
    }
}
