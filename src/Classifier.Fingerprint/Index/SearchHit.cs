namespace Classifier.Fingerprint.Index;

/// <summary>One code that a search found.</summary>
/// <param name="Id">The entry's id.</param>
/// <param name="Distance">Bits in which it differs from the query, 0 to 256.</param>
public readonly record struct SearchHit(ulong Id, int Distance) : IComparable<SearchHit>
{
    /// <summary>Nearer first, then the smaller id.</summary>
    public int CompareTo(SearchHit other)
    {
        var byDistance = Distance.CompareTo(other.Distance);
        return byDistance != 0 ? byDistance : Id.CompareTo(other.Id);
    }

    public static bool operator <(SearchHit left, SearchHit right) => left.CompareTo(right) < 0;

    public static bool operator >(SearchHit left, SearchHit right) => left.CompareTo(right) > 0;

    public static bool operator <=(SearchHit left, SearchHit right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SearchHit left, SearchHit right) => left.CompareTo(right) >= 0;
}
