namespace Classifier.Inference.Batching.Internal;

/// <summary>How soon the next item of a bucket is expected: an exponentially weighted mean of the times between arrivals.</summary>
internal sealed class ArrivalRate(int buckets, long frequency)
{
    private const double Weight = 0.1;

    /// <summary>Before anything is known, a quiet server is assumed.</summary>
    private const double FirstGuess = 1.0;

    private readonly double[] _mean = Filled(buckets);
    private readonly long[] _last = new long[buckets];
    private readonly bool[] _seen = new bool[buckets];

    public void Arrived(int bucket, long now)
    {
        if (_seen[bucket]) _mean[bucket] += Weight * ((double)(now - _last[bucket]) / frequency - _mean[bucket]);
        _seen[bucket] = true;
        _last[bucket] = now;
    }

    /// <summary>Expected seconds between arrivals; not less than the present silence.</summary>
    public double Interval(int bucket, long now) =>
        _seen[bucket] ? Math.Max(_mean[bucket], (double)(now - _last[bucket]) / frequency) : FirstGuess;

    public long Last(int bucket) => _last[bucket];

    private static double[] Filled(int n)
    {
        var a = new double[n];
        Array.Fill(a, FirstGuess);
        return a;
    }
}
