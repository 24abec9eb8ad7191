namespace Classifier.Inference.Batching;

/// <summary>Padded lengths: few enough to bound shapes, close enough to bound padding.</summary>
public static class LengthBuckets
{
    private const int Step = 8;

    /// <summary>
    /// Multiples of 8, each at most a sixth (or 8) above the one before: lengths spread evenly inside a bucket fill it to
    /// (1 + 6/7) / 2 = 0.93.
    /// </summary>
    /// <param name="longest">The last bucket, whatever it is.</param>
    public static IReadOnlyList<int> Default(int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        var buckets = new List<int>();
        for (var length = Step; length < longest; length = Math.Max(length + Step, length * 7 / 6 / Step * Step)) buckets.Add(length);
        buckets.Add(longest);
        return buckets;
    }
}
