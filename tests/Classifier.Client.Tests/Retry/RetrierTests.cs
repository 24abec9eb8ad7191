using Classifier.Client.Retry;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Client.Tests.Retry;

/// <summary>The retry loop on a clock that only the test moves.</summary>
public sealed class RetrierTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();

    private static ClassifierClientException Overloaded(TimeSpan? retryAfter) =>
        new(StatusCode.Unavailable, "overloaded", retryAfter: retryAfter, transient: true);

    [Fact]
    public async Task Run_waits_at_least_as_long_as_the_server_asked()
    {
        var retrier = new Retrier(new() { InitialBackoff = TimeSpan.FromTicks(1), MaxBackoff = TimeSpan.FromTicks(1) }, _time);
        var attempts = 0;
        var run = retrier.RunAsync(
            (_, _) => ++attempts == 1 ? throw Overloaded(10 * Second) : Task.FromResult(attempts), 60 * Second, default);

        _time.Advance(9.999 * Second);
        Assert.False(run.IsCompleted);
        Assert.Equal(1, attempts);
        _time.Advance(0.002 * Second);
        Assert.Equal(2, await run);
    }

    [Fact]
    public async Task Run_gives_each_attempt_the_time_that_is_left()
    {
        var retrier = new Retrier(new() { InitialBackoff = TimeSpan.FromTicks(1), MaxBackoff = TimeSpan.FromTicks(1) }, _time);
        var left = new List<TimeSpan>();
        var run = retrier.RunAsync(
            (l, _) =>
            {
                left.Add(l);
                _time.Advance(3 * Second);
                return left.Count < 3 ? throw Overloaded(Second) : Task.FromResult(0);
            },
            60 * Second, default);
        while (!run.IsCompleted) _time.Advance(1.001 * Second);
        await run;

        Assert.Equal(3, left.Count);
        Assert.Equal(60 * Second, left[0]);
        Assert.True(left[1] <= 56 * Second && left[2] <= left[1] - 4 * Second);
    }

    [Fact]
    public async Task Run_throws_the_last_refusal_when_the_pause_would_outlast_the_time()
    {
        var retrier = new Retrier(new(), _time);
        var e = await Assert.ThrowsAsync<ClassifierClientException>(
            () => retrier.RunAsync<int>((_, _) => throw Overloaded(5 * Second), 5 * Second, default));
        Assert.Equal(StatusCode.Unavailable, e.Code);
    }

    [Fact]
    public async Task Run_does_not_take_from_the_budget_for_a_pause_it_does_not_begin()
    {
        var retrier = new Retrier(new() { Budget = 1, BudgetRefill = 0, InitialBackoff = TimeSpan.FromTicks(1), MaxBackoff = TimeSpan.FromTicks(1) }, _time);
        await Assert.ThrowsAsync<ClassifierClientException>(
            () => retrier.RunAsync<int>((_, _) => throw Overloaded(5 * Second), Second, default));

        var attempts = 0;
        var run = retrier.RunAsync((_, _) => ++attempts == 1 ? throw Overloaded(null) : Task.FromResult(attempts), Second, default);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await run);
    }

    [Fact]
    public async Task Run_fails_late_when_no_time_is_given()
    {
        var e = await Assert.ThrowsAsync<ClassifierClientException>(
            () => new Retrier(new(), _time).RunAsync((_, _) => Task.FromResult(0), TimeSpan.Zero, default));
        Assert.Equal(StatusCode.DeadlineExceeded, e.Code);
    }

    [Fact]
    public async Task Run_stops_waiting_when_cancelled()
    {
        using var cts = new CancellationTokenSource();
        var run = new Retrier(new(), _time).RunAsync<int>((_, _) => throw Overloaded(Second), 60 * Second, cts.Token);
        await cts.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }
}
