using System.Collections.Concurrent;
using Classifier.Cli.Load.Run;
using Classifier.Cli.Load.Schedules;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Load;

/// <summary>The open loop on a clock that only the test moves.</summary>
public sealed class PacerTests
{
    private readonly WaitingTime _time = new();
    private readonly OutcomeLog _log = new();

    private static Arrival[] Every(double seconds, int count) => [.. Enumerable.Range(0, count).Select(i => new Arrival(i * seconds, 0, 0, i))];

    // Moves the clock only when the schedule waits for it, and just as far, however late the pacer's thread is.
    private async Task RunAsync(int arrivals, Func<Task> start)
    {
        var waits = _time.Waits;
        var run = start();
        while (!run.IsCompleted)
        {
            while (_time.Waits == waits && _log.Offered < arrivals && !run.IsCompleted)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }
            waits = _time.Waits;
            _time.Advance(_log.Offered < arrivals ? _time.LastWait : TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await run;
    }

    [Fact(Timeout = 60_000)]
    public async Task Requests_are_sent_when_due_although_none_is_answered_and_waiting_counts_from_then()
    {
        var clock = new RunClock(_time);
        var pacer = new Pacer(clock, _log, 1000);
        var sent = new ConcurrentQueue<(Arrival Arrival, double At)>();
        // A server that answers nothing for two seconds, and then everything at once.
        var stalled = Task.Delay(TimeSpan.FromSeconds(2), _time);
        await RunAsync(100, () => pacer.RunAsync(Every(0.01, 100), async a =>
        {
            var at = clock.Seconds;
            sent.Enqueue((a, at));
            await stalled;
            return new(a, at, clock.Seconds, OutcomeKind.Ok, "OK", true, null, null, default);
        }, TestContext.Current.CancellationToken));

        Assert.Equal(100, sent.Count);
        Assert.All(sent, s => Assert.True(s.At >= s.Arrival.Seconds && s.At < 1.9, "sent at " + s.At));
        var outcomes = _log.From(0);
        Assert.Equal(100, outcomes.Count);
        Assert.All(outcomes, o => Assert.True(o.Latency >= 2 - o.Arrival.Seconds - 1e-9));
        Assert.Equal(100, _log.Offered);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_due_beyond_the_cap_is_dropped_and_counted_as_an_error()
    {
        var clock = new RunClock(_time);
        var pacer = new Pacer(clock, _log, 5);
        var free = Task.Delay(TimeSpan.FromSeconds(1), _time);
        await RunAsync(20, () => pacer.RunAsync(Every(0.01, 20), async a =>
        {
            await free;
            return new(a, 0, clock.Seconds, OutcomeKind.Ok, "OK", true, null, null, default);
        }, TestContext.Current.CancellationToken));

        var outcomes = _log.From(0);
        Assert.Equal(20, outcomes.Count);
        Assert.Equal(5, outcomes.Count(o => o.Kind == OutcomeKind.Ok));
        Assert.Equal(15, outcomes.Count(o => o is { Kind: OutcomeKind.Error, Status: Pacer.Dropped }));
        Assert.Equal(0, pacer.InFlight);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_fault_of_the_client_is_an_error_and_ends_nothing()
    {
        var pacer = new Pacer(new RunClock(_time), _log, 5);
        await RunAsync(3, () => pacer.RunAsync(Every(0.01, 3), a => a.Item == 1 ? throw new InvalidOperationException() : Task.FromResult(
            new Outcome(a, 0, 0, OutcomeKind.Ok, "OK", true, null, null, default)), TestContext.Current.CancellationToken));
        Assert.Equal(["InvalidOperationException"], _log.From(0).Where(o => o.Kind == OutcomeKind.Error).Select(o => o.Status));
        Assert.Equal(2, _log.From(0).Count(o => o.Kind == OutcomeKind.Ok));
    }
}
