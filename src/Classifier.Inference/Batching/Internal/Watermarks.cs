namespace Classifier.Inference.Batching.Internal;

/// <summary>A bound with hysteresis: once something did not fit, nothing more is taken until the level is down to the low mark.</summary>
internal sealed class Watermarks(long high, double lowFraction)
{
    private readonly long _low = (long)(high * lowFraction);

    public bool Shedding { get; private set; }

    /// <summary>
    /// Whether <paramref name="cost"/> more is too much. A giant that would not fit between the marks is refused alone: it
    /// must not shut the queue for others.
    /// </summary>
    public bool Refuses(long level, long cost)
    {
        var over = level + cost > high;
        if (level <= _low) Shedding = false;
        else if (over && cost <= high - _low) Shedding = true;
        return over || Shedding;
    }
}
