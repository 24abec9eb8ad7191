namespace Classifier.Inference.Batching.Internal;

/// <summary>One timer for the nearest of all times that matter. Set under the batcher's lock; may ring early, never late by more than a timer is.</summary>
internal sealed class Alarm : IDisposable
{
    private static readonly TimeSpan _soonest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _farthest = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _at = long.MaxValue;

    public Alarm(TimeProvider time, Action ring)
    {
        _time = time;
        _timer = time.CreateTimer(static state => ((Action)state!)(), ring, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Rings at a timestamp, or before.</summary>
    public void Set(long at, long now)
    {
        if (at >= _at) return;
        _at = at;
        // A time that has passed rings soon, but never inside this call, which may hold the lock.
        var due = at <= now ? _soonest : _time.GetElapsedTime(now, at);
        // The system's timers count whole milliseconds and drop the rest: ringing early would only make them spin.
        if (due.Ticks % TimeSpan.TicksPerMillisecond != 0) due = TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds));
        _timer.Change(due < _farthest ? due : _farthest, Timeout.InfiniteTimeSpan);
    }

    /// <summary>To be called when it rang.</summary>
    public void Reset() => _at = long.MaxValue;

    public void Dispose() => _timer.Dispose();
}
