using Microsoft.Extensions.Time.Testing;

namespace Classifier.Cli.Tests.Support;

/// <summary>A clock that only the test moves, and that tells how often, and last for how long, somebody began to wait for it.</summary>
internal sealed class WaitingTime : FakeTimeProvider
{
    private readonly Lock _gate = new();
    private (int Count, TimeSpan Last) _waits;

    public int Waits
    {
        get { lock (_gate) return _waits.Count; }
    }

    public TimeSpan LastWait
    {
        get { lock (_gate) return _waits.Last; }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_gate) _waits = (_waits.Count + 1, dueTime);
        return timer;
    }
}
