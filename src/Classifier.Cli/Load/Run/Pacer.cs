using Classifier.Cli.Load.Schedules;

namespace Classifier.Cli.Load.Run;

/// <summary>
/// Starts every request when it is due and waits for none: an open loop, so that a slow server meets the arrivals that its
/// users would make. What is due while too many are on their way is dropped, and counted.
/// </summary>
internal sealed class Pacer(RunClock clock, OutcomeLog log, int inFlight)
{
    public const string Dropped = "CLIENT_DROPPED";

    // Timers tick in milliseconds; less would be a busy loop on a core that the server may need.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // One for the schedule itself.
    private int _open = 1;

    public int InFlight => Math.Max(0, Volatile.Read(ref _open) - 1);

    /// <summary>Ends when every request has ended.</summary>
    public async Task RunAsync(IEnumerable<Arrival> arrivals, Func<Arrival, Task<Outcome>> send, CancellationToken cancellation)
    {
        foreach (var arrival in arrivals)
        {
            while (arrival.Seconds - clock.Seconds is > 0 and var wait)
                await Task.Delay(TimeSpan.FromSeconds(wait) < Tick ? Tick : TimeSpan.FromSeconds(wait), clock.Time, cancellation);
            log.Due();
            if (Interlocked.Increment(ref _open) - 1 > inFlight)
            {
                var now = clock.Seconds;
                log.Add(new(arrival, now, now, OutcomeKind.Error, Dropped, false, null, null, default));
                End();
            }
            else
            {
                _ = SendAsync(arrival, send);
            }
        }
        End();
        await _empty.Task.WaitAsync(cancellation);
    }

    private async Task SendAsync(Arrival arrival, Func<Arrival, Task<Outcome>> send)
    {
        var sent = clock.Seconds;
        try
        {
            log.Add(await send(arrival).ConfigureAwait(false));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A fault of the client's own is an error of the run, never a request that was not counted.
            log.Add(new(arrival, sent, clock.Seconds, OutcomeKind.Error, e.GetType().Name, false, null, null, default));
        }
        finally
        {
            End();
        }
    }

    private void End()
    {
        if (Interlocked.Decrement(ref _open) == 0) _empty.TrySetResult();
    }
}
