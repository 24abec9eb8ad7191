using Classifier.Core;
using Classifier.Inference.Batching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Inference.Tests.Batching;

public sealed class DynamicBatcherTests : DynamicBatcherFixture
{
    [Fact]
    public async Task SubmitAsync_runs_a_single_item_at_once_and_says_where_itsTime_went()
    {
        var task = Submit(7);
        Assert.Equal([7], Entered());
        Time.Advance(TimeSpan.FromMilliseconds(30));
        Runner.Leave();
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
        Time.Advance(TimeSpan.FromMilliseconds(5));
        Runner.Leave();
        Assert.Equal([2, 3, 4, 5], Entered());
        Runner.Leave();
        await first;
        foreach (var (task, i) in rest.Select((t, i) => (t, i)))
        {
            var done = await task;
            Assert.Equal((i + 2) * 10, done.Result);
            Assert.Equal(5_000_000, done.Timings.QueueNs);
            Assert.Equal(DispatchReason.Full, done.Timings.Reason);
        }
        Assert.Single(Runner.Threads);
        var figures = Batcher.Figures;
        Assert.Equal((2, 5, 320, 320, 0), (figures.Batches, figures.Items, figures.RealCost, figures.PaddedCost, figures.QueuedItems));
    }

    [Fact]
    public async Task A_waiting_item_expires_at_its_deadline_while_a_batch_runs()
    {
        var first = Submit(1);
        Entered();
        var late = Submit(2, patience: TimeSpan.FromMilliseconds(50));
        Time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.False(late.IsCompleted);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ErrorKind.DeadlineExceeded, await KindOf(late));
        Assert.False(first.IsCompleted);
        Assert.Equal(1, Batcher.Figures.Expired);
        Assert.Equal(0, Batcher.Figures.QueuedItems);
        Runner.Leave();
        await first;
    }

    [Fact]
    public async Task A_running_item_expires_at_its_deadline_and_its_result_is_dropped()
    {
        var task = Submit(1, patience: TimeSpan.FromMilliseconds(50));
        Entered();
        Time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(ErrorKind.DeadlineExceeded, await KindOf(task));
        var next = Submit(2);
        Runner.Leave();
        Assert.Equal([2], Entered());
        Runner.Leave();
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
        Runner.Leave();
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
        Runner.Leave();
        Assert.Equal([2, 3], Entered());
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.False(mate.IsCompleted);
        Runner.Leave();
        Assert.Equal(30, (await mate).Result);
        await first;
    }

    [Fact]
    public async Task Cancelling_before_or_after_changes_nothing()
    {
        using var hangUp = new CancellationTokenSource();
        var done = Submit(1, ct: hangUp.Token);
        Entered();
        Runner.Leave();
        Assert.Equal(10, (await done).Result);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Submit(2, ct: hangUp.Token));
        Assert.Equal((1, 0), (Batcher.Figures.Items, Batcher.Figures.Cancelled));
    }

    [Fact]
    public async Task ARunners_fault_fails_its_batch_and_only_that()
    {
        Runner.Fault = new InvalidOperationException("device lost");
        var first = Submit(1);
        Entered();
        var second = Submit(2);
        Runner.Leave();
        var fault = await Assert.ThrowsAsync<ModelFaultException>(() => first);
        Assert.Same(Runner.Fault, fault.InnerException);
        Entered();
        Runner.Fault = null;
        Runner.Leave();
        Assert.Equal(20, (await second).Result);
        Assert.Equal(1, Batcher.Figures.Failed);
    }

    [Fact]
    public async Task A_model_fault_passes_through()
    {
        Runner.Fault = new ModelFaultException(new("text", "1"), "not a number");
        var task = Submit(1);
        Runner.Leave();
        Assert.Same(Runner.Fault, await Assert.ThrowsAsync<ModelFaultException>(() => task));
    }

    [Fact]
    public async Task Waiting_for_company_ends_by_theTimer()
    {
        Make(new() { Buckets = [64], MaxBatchItems = 64, TokenBudget = 4096, MaxDelay = TimeSpan.FromMilliseconds(20), Latency = new(0, 1.5, 0), OverheadShare = 0 });
        // Sixty-three arrivals a millisecond apart, against 1.5 seconds that starting a run costs.
        var warm = new List<Task> { Submit(0) };
        Entered();
        for (var i = 1; i < 64; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(1));
            warm.Add(Submit(i));
        }
        Runner.Leave(2);
        Entered();
        await Task.WhenAll(warm);
        var alone = Submit(100);
        while (!Runner.HasEntered)
        {
            GiveUp.Token.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromMilliseconds(1));
            Thread.Yield();
        }
        Entered();
        Runner.Leave();
        Assert.Equal(1000, (await alone).Result);
        // The timer counts from arrival; the loop above may have gone on a little before the thread ran.
        Assert.True((await alone).Timings.QueueNs >= 20_000_000);
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
        Runner.Leave(20);
        await Task.WhenAll([first, .. live]);
    }

    [Fact]
    public async Task Every_batch_is_reported_and_a_listeners_fault_is_survived()
    {
        Batcher.BatchCompleted += (in BatchReport _) => throw new InvalidOperationException("listener");
        var task = Submit(1, length: 100);
        Entered();
        Time.Advance(TimeSpan.FromMilliseconds(2));
        Runner.Leave();
        await task;
        var next = Submit(2);
        Runner.Leave();
        await next;
        await Batcher.DisposeAsync();
        Assert.Equal(2, Reports.Count);
        Assert.Equal(new BatchReport(0, 1, 100, 64, 128, DispatchReason.Idle, 0, 2_000_000, 0, false), Reports[0]);
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = Submit(1, length: 0); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = Submit(1, length: 129); });
        Assert.Throws<ClassifierException>(() => new DynamicBatcher<int, int>([Runner], new() { TokenBudget = 1 }, Time, NullLogger.Instance));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DynamicBatcher<int, int>([], new(), Time, NullLogger.Instance));
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
