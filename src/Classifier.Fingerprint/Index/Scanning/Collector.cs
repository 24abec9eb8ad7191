namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>Takes the codes that a scan finds for one query.</summary>
internal abstract class Collector(Hash256 query)
{
    /// <summary>A code that differs in more bits is of no interest any more. May only fall during a scan.</summary>
    public int Bound { get; protected set; }

    public Hash256 Query { get; } = query;

    /// <param name="position">Where the code stands in the scanned planes.</param>
    /// <param name="distance">Its exact distance, at most <see cref="Bound"/>.</param>
    public abstract void Offer(int position, int distance);
}
