namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>Turns positions into ids, leaves out removed entries, and keeps what its kind of search wants.</summary>
internal abstract class HitCollector(Hash256 query) : Collector(query)
{
    private ICodeSet? _set;

    /// <summary>Says whose positions the next offers are.</summary>
    public void Enter(ICodeSet set) => _set = set;

    public sealed override void Offer(int position, int distance)
    {
        var set = _set ?? throw new InvalidOperationException("No set was entered.");
        if (!set.IsRemoved(position))
            Keep(new SearchHit(set.IdAt(position), distance));
    }

    /// <summary>An empty collector of the same search, for another thread.</summary>
    public abstract HitCollector Fork();

    /// <summary>Takes over what a fork found.</summary>
    public abstract void Join(HitCollector fork);

    /// <returns>What was found, nearest first, ties by id.</returns>
    public abstract SearchHit[] Take();

    protected abstract void Keep(SearchHit hit);
}
