namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>Keeps the k nearest; of equally near ones those with the smallest ids, so that the answer does not depend on the order of scanning.</summary>
internal sealed class NearestCollector : HitCollector
{
    private readonly int _count;

    // Worst first.
    private readonly PriorityQueue<SearchHit, SearchHit> _kept = new(Comparer<SearchHit>.Create((a, b) => b.CompareTo(a)));

    /// <param name="count">How many to keep, at least 1.</param>
    /// <param name="radius">Keep nothing farther than this.</param>
    public NearestCollector(Hash256 query, int count, int radius)
        : base(query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_count, Bound) = (count, radius);
    }

    public override HitCollector Fork() => new NearestCollector(Query, _count, Bound);

    public override void Join(HitCollector fork)
    {
        foreach (var hit in ((NearestCollector)fork)._kept.UnorderedItems)
            Keep(hit.Element);
    }

    public override SearchHit[] Take()
    {
        SearchHit[] hits = [.. _kept.UnorderedItems.Select(item => item.Element)];
        Array.Sort(hits);
        return hits;
    }

    protected override void Keep(SearchHit hit)
    {
        if (_kept.Count < _count)
            _kept.Enqueue(hit, hit);
        else if (hit < _kept.Peek())
            _kept.DequeueEnqueue(hit, hit);
        else
            return;
        if (_kept.Count == _count)
            Bound = _kept.Peek().Distance;
    }
}
