namespace Classifier.Inference.Batching.Internal;

/// <summary>Between seconds and the timestamps of a <see cref="TimeProvider"/>.</summary>
internal readonly record struct TimeScale(long Frequency)
{
    public double Seconds(long ticks) => (double)ticks / Frequency;

    /// <summary>Rounded up, so that a wait is never a tick short; but not for the last bits of a sum.</summary>
    public long Ticks(double seconds) =>
        seconds >= long.MaxValue / (double)Frequency ? long.MaxValue : (long)Math.Ceiling(seconds * Frequency - 1e-6);

    public long Ticks(TimeSpan time) => Ticks(time.TotalSeconds);

    public long Nanoseconds(long ticks) => (long)((Int128)ticks * 1_000_000_000 / Frequency);

    /// <summary>A later timestamp; <see cref="long.MaxValue"/> stays what it is.</summary>
    public static long After(long time, long ticks) => time > long.MaxValue - ticks ? long.MaxValue : time + ticks;
}
