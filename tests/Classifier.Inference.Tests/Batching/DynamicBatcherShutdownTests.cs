using Classifier.Core;

namespace Classifier.Inference.Tests.Batching;

public sealed class DynamicBatcherShutdownTests : DynamicBatcherFixture
{
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
        Runner.Leave(2);
        await drained.WaitAsync(GiveUp.Token);
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
        Runner.Leave();
        await drained.WaitAsync(GiveUp.Token);
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
        Runner.Leave();
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
        Runner.Leave();
        await disposed.WaitAsync(GiveUp.Token);
        Assert.Equal(10, (await first).Result);
    }
}
