namespace Classifier.Client.Retry;

/// <summary>How long to wait before an attempt.</summary>
internal static class Backoff
{
    /// <summary>
    /// "Full jitter": uniform below a bound that doubles with every attempt, so that callers refused together do not
    /// come back together (Brooker, "Exponential Backoff And Jitter", 2015). A wait that the server asked for is kept
    /// in full, and the jitter comes on top of it.
    /// </summary>
    /// <param name="attempt">Attempts made so far, from 1.</param>
    /// <param name="asked">What the server asked for.</param>
    /// <param name="jitter">Uniform in 0 to 1.</param>
    public static TimeSpan Delay(RetryOptions options, int attempt, TimeSpan? asked, double jitter)
    {
        // 2^30 first pauses are past any cap; a larger exponent would only overflow.
        var doubled = options.InitialBackoff.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 30));
        var bound = Math.Min(doubled, options.MaxBackoff.TotalMilliseconds);
        return (asked ?? TimeSpan.Zero) + TimeSpan.FromMilliseconds(bound * jitter);
    }
}
