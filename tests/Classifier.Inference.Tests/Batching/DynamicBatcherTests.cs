using Classifier.Core;
using Classifier.Inference.Batching;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Inference.Tests.Batching;

/// <summary>The real threads and timer, on simulated time: each step waits for the runner to be where it has to be.</summary>
public sealed class DynamicBatcherTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly GatedRunner _runner = new();
    private readonly CancellationTokenSource _giveUp = new(TimeSpan.FromSeconds(60));
    private readonly List<BatchReport> _reports = [];
    private DynamicBatcher<int, int>? _made;

    private DynamicBatcher<int, int> Batcher => _made ??= Make(new() { Buckets = [64, 128], MaxBatchItems = 4, TokenBudget = 512, SafetyMargin = TimeSpan.Zero });

    private DynamicBatcher<int, int> Make(BatcherOptions options)
    {
        _made = new([_runner], options, _time, NullLogger.Instance);
        _made.BatchCompleted += (in BatchReport r) =>
        {
            lock (_reports) _reports.Add(r);
        };
        return _made;
    }

    private Task<Batched<int>> Submit(int item, int length = 64, string tenant = "a", WorkClass cls = WorkClass.Interactive, TimeSpan? patience = null, CancellationToken ct = default) =>
        Batcher.SubmitAsync(item, length, tenant, cls, Deadline(patience), ct).AsTask();

    private long Deadline(TimeSpan? patience) => patience is { } p ? _time.GetTimestamp() + p.Ticks * _time.TimestampFrequency / TimeSpan.TicksPerSecond : long.MaxValue;

    private int[] Entered() => _runner.Entered(_giveUp.Token);

    private static async Task<ErrorKind> KindOf(Task task) => (await Assert.ThrowsAsync<ClassifierException>(() => task)).Kind;

    public async ValueTask DisposeAsync()
    {
        _runner.Leave(1000);
        if (_made is not null) await _made.DisposeAsync();
        _runner.Dispose();
        _giveUp.Dispose();
    }

    [Fact]
    public async Task SubmitAsync_runs_a_single_item_at_once_and_says_where_its_time_went()
    {
        var task = Submit(7);
        Assert.Equal([7], Entered());
        _time.Advance(TimeSpan.FromMilliseconds(30));
        _runner.Leave();
        var (result, timings) = await task;
        Assert.Equal(70, result);
        Assert.Equal(new RunTimings(0, 30_000_000, 1, 64, 64, DispatchReason.Idle), timings);
    }

    [Fact]
    public async Task SubmitAsync_batches_what_comes_while_the_device_is_busy()
    {
        var first = Submit(1);
        Entered();
        var rest = Enumerable.Range(2, 4).Select(i => Submit(i)).ToArray();
        _time.Advance(TimeSpan.FromMilliseconds(5));
        _runner.Leave();
        Assert.Equal([2, 3, 4, 5], Entered());
        _runner.Leave();
        await first;
        foreach (var (task, i) in rest.Select((t, i) => (t, i)))
        {
            var done = await task;
            Assert.Equal((i + 2) * 10, done.Result);
            Assert.Equal(5_000_000, done.Timings.QueueNs);
            Assert.Equal(DispatchReason.Full, done.Timings.Reason);
        }
        Assert.Single(_runner.Threads);
        var figures = Batcher.Figures;
        Assert.Equal((2, 5, 320, 320, 0), (figures.Batches, figures.Items, figures.RealCost, figures.PaddedCost, figures.QueuedItems));
    }

    [Fact]
    public async Task A_waiting_item_expires_at_its_deadline_while_a_batch_runs()
    {
        var first = Submit(1);
        Entered();
        var late = Submit(2, patience: TimeSpan.FromMilliseconds(50));
        _time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.False(late.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ErrorKind.DeadlineExceeded, await KindOf(late));
        Assert.False(first.IsCompleted);
        Assert.Equal(1, Batcher.Figures.Expired);
        Assert.Equal(0, Batcher.Figures.QueuedItems);
        _runner.Leave();
        await first;
    }

    [Fact]
    public async Task A_running_item_expires_at_its_deadline_and_its_result_is_dropped()
    {
        var task = Submit(1, patience: TimeSpan.FromMilliseconds(50));
        Entered();
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(ErrorKind.DeadlineExceeded, await KindOf(task));
        var next = Submit(2);
        _runner.Leave();
        Assert.Equal([2], Entered());
        _runner.Leave();
        Assert.Equal(20, (await next).Result);
    }

    [Fact]
    public async Task Cancelling_a_waiting_item_takes_it_out_at_once()
    {
        var first = Submit(1);
        Entered();
        using var hangUp = new CancellationTokenSource();
        var waiting = Submit(2, ct: hangUp.Token);
        Assert.Equal(1, Batcher.Figures.QueuedItems);
        await hangUp.CancelAsync();
        Assert.Equal((0, 0L, 1L), (Batcher.Figures.QueuedItems, Batcher.Figures.QueuedCost, Batcher.Figures.Cancelled));
        var refused = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(hangUp.Token, refused.CancellationToken);
        _runner.Leave();
        await first;
    }

    [Fact]
    public async Task Cancelling_a_running_item_frees_its_caller_and_not_its_batch()
    {
        var first = Submit(1);
        Entered();
        using var hangUp = new CancellationTokenSource();
        var gone = Submit(2, ct: hangUp.Token);
        var mate = Submit(3);
        _runner.Leave();
        Assert.Equal([2, 3], Entered());
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.False(mate.IsCompleted);
        _runner.Leave();
        Assert.Equal(30, (await mate).Result);
        await first;
    }

    [Fact]
    public async Task Cancelling_before_or_after_changes_nothing()
    {
        using var hangUp = new CancellationTokenSource();
        var done = Submit(1, ct: hangUp.Token);
        Entered();
        _runner.Leave();
        Assert.Equal(10, (await done).Result);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Submit(2, ct: hangUp.Token));
        Assert.Equal((1, 0), (Batcher.Figures.Items, Batcher.Figures.Cancelled));
    }

    [Fact]
    public async Task A_runners_fault_fails_its_batch_and_only_that()
    {
        _runner.Fault = new InvalidOperationException("device lost");
        var first = Submit(1);
        Entered();
        var second = Submit(2);
        _runner.Leave();
        var fault = await Assert.ThrowsAsync<ModelFaultException>(() => first);
        Assert.Same(_runner.Fault, fault.InnerException);
        Entered();
        _runner.Fault = null;
        _runner.Leave();
        Assert.Equal(20, (await second).Result);
        Assert.Equal(1, Batcher.Figures.Failed);
    }

    [Fact]
    public async Task A_model_fault_passes_through()
    {
        _runner.Fault = new ModelFaultException(new("text", "1"), "not a number");
        var task = Submit(1);
        _runner.Leave();
        Assert.Same(_runner.Fault, await Assert.ThrowsAsync<ModelFaultException>(() => task));
    }

    [Fact]
    public async Task Waiting_for_company_ends_by_the_timer()
    {
        Make(new() { Buckets = [64], MaxBatchItems = 64, TokenBudget = 4096, MaxDelay = TimeSpan.FromMilliseconds(20), Latency = new(0, 1.5, 0), OverheadShare = 0 });
        // Sixty-three arrivals a millisecond apart, against 1.5 seconds that starting a run costs.
        var warm = new List<Task> { Submit(0) };
        Entered();
        for (var i = 1; i < 64; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            warm.Add(Submit(i));
        }
        _runner.Leave(2);
        Entered();
        await Task.WhenAll(warm);
        var alone = Submit(100);
        while (!_runner.HasEntered)
        {
            _giveUp.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Thread.Yield();
        }
        Entered();
        _runner.Leave();
        Assert.Equal(1000, (await alone).Result);
        // The timer counts from arrival; the loop above may have gone on a little before the thread ran.
        Assert.True((await alone).Timings.QueueNs >= 20_000_000);
    }

    [Fact]
    public async Task DrainAsync_finishes_what_waits_and_refuses_the_rest()
    {
        var first = Submit(1);
        Entered();
        var waiting = Submit(2);
        var drained = Batcher.DrainAsync(CancellationToken.None);
        Assert.Equal(ErrorKind.ShuttingDown, await KindOf(Submit(3)));
        Assert.Equal(ErrorKind.ShuttingDown, Assert.Throws<ClassifierException>(() => Batcher.Admit(new(1, "a", WorkClass.Interactive, long.MaxValue))).Kind);
        Assert.False(drained.IsCompleted);
        _runner.Leave(2);
        await drained.WaitAsync(_giveUp.Token);
        Assert.Equal((10, 20), ((await first).Result, (await waiting).Result));
    }

    [Fact]
    public async Task DrainAsync_waits_for_what_is_being_prepared()
    {
        var ticket = Batcher.Admit(new(1, "a", WorkClass.Interactive, long.MaxValue));
        var drained = Batcher.DrainAsync(CancellationToken.None);
        Assert.False(drained.IsCompleted);
        var late = Submit(1);
        Entered();
        ticket.Dispose();
        ticket.Dispose();
        Assert.False(drained.IsCompleted);
        _runner.Leave();
        await drained.WaitAsync(_giveUp.Token);
        Assert.Equal(10, (await late).Result);
    }

    [Fact]
    public async Task DrainAsync_can_be_given_up()
    {
        var first = Submit(1);
        Entered();
        using var patience = new CancellationTokenSource();
        var drained = Batcher.DrainAsync(patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drained);
        _runner.Leave();
        await first;
    }

    [Fact]
    public async Task DisposeAsync_fails_what_waits_and_lets_the_run_finish()
    {
        var first = Submit(1);
        Entered();
        var waiting = Submit(2);
        var disposed = Batcher.DisposeAsync().AsTask();
        Assert.Equal(ErrorKind.ShuttingDown, await KindOf(waiting));
        Assert.Equal(ErrorKind.ShuttingDown, await KindOf(Submit(3)));
        Assert.False(disposed.IsCompleted);
        _runner.Leave();
        await disposed.WaitAsync(_giveUp.Token);
        Assert.Equal(10, (await first).Result);
    }

    [Fact]
    public async Task Shed_bulk_work_is_told_so()
    {
        Make(new() { Buckets = [64], MaxBatchItems = 1, TokenBudget = 64, QueueCost = 512, LowWatermark = 1 });
        var first = Submit(0);
        Entered();
        var bulk = Enumerable.Range(0, 4).Select(i => Submit(i, tenant: $"b{i}", cls: WorkClass.Batch)).ToArray();
        var live = Enumerable.Range(0, 8).Select(i => Submit(i, tenant: $"l{i}")).ToArray();
        foreach (var task in bulk)
        {
            var shed = await Assert.ThrowsAsync<ClassifierException>(() => task);
            Assert.Equal(ErrorKind.Overloaded, shed.Kind);
            Assert.NotNull(shed.RetryAfter);
        }
        Assert.Equal(4, Batcher.Figures.Shed);
        _runner.Leave(20);
        await Task.WhenAll([first, .. live]);
    }

    [Fact]
    public async Task Every_batch_is_reported_and_a_listeners_fault_is_survived()
    {
        Batcher.BatchCompleted += (in BatchReport _) => throw new InvalidOperationException("listener");
        var task = Submit(1, length: 100);
        Entered();
        _time.Advance(TimeSpan.FromMilliseconds(2));
        _runner.Leave();
        await task;
        var next = Submit(2);
        _runner.Leave();
        await next;
        await Batcher.DisposeAsync();
        Assert.Equal(2, _reports.Count);
        Assert.Equal(new BatchReport(0, 1, 100, 64, 128, DispatchReason.Idle, 0, 2_000_000, 0, false), _reports[0]);
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = Submit(1, length: 0); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = Submit(1, length: 129); });
        Assert.Throws<ClassifierException>(() => new DynamicBatcher<int, int>([_runner], new() { TokenBudget = 1 }, _time, NullLogger.Instance));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DynamicBatcher<int, int>([], new(), _time, NullLogger.Instance));
    }

    [Fact]
    public void Admit_refuses_without_touching_the_queue_and_with_little_garbage()
    {
        _ = Submit(1);
        Entered();
        _ = Submit(2);
        Batcher.Latency.Seed([new(1, 64, 1), new(2, 64, 1), new(4, 128, 1)]);
        var request = new AdmissionRequest(1000, "b", WorkClass.Interactive, Deadline(TimeSpan.FromMilliseconds(5)));
        void Refuse() => Assert.Throws<ClassifierException>(() => Batcher.Admit(request));
        Refuse();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Refuse();
        // An exception with its trace is about a kilobyte; the lambdas here add a little.
        Assert.True((GC.GetAllocatedBytesForCurrentThread() - before) / 100 < 8192);
        Assert.Equal((1, 64L, 101L), (Batcher.Figures.QueuedItems, Batcher.Figures.QueuedCost, Batcher.Figures.Refused));
    }
}
