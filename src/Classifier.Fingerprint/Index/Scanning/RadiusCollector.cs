namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>Keeps everything within a distance.</summary>
internal sealed class RadiusCollector : HitCollector
{
    private readonly List<SearchHit> _hits = [];

    public RadiusCollector(Hash256 query, int radius)
        : base(query) => Bound = radius;

    public override HitCollector Fork() => new RadiusCollector(Query, Bound);

    public override void Join(HitCollector fork) => _hits.AddRange(((RadiusCollector)fork)._hits);

    public override SearchHit[] Take()
    {
        SearchHit[] hits = [.. _hits];
        Array.Sort(hits);
        return hits;
    }

    protected override void Keep(SearchHit hit) => _hits.Add(hit);
}
