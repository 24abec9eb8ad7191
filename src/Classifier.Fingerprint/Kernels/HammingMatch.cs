namespace Classifier.Fingerprint.Kernels;

/// <summary>A code near a query.</summary>
/// <param name="Index">Its place among the codes.</param>
/// <param name="Distance">Differing bits.</param>
public readonly record struct HammingMatch(int Index, int Distance) : IComparable<HammingMatch>
{
    /// <summary>Nearest first, then by place.</summary>
    public int CompareTo(HammingMatch other) =>
        Distance != other.Distance ? Distance.CompareTo(other.Distance) : Index.CompareTo(other.Index);

    public static bool operator <(HammingMatch left, HammingMatch right) => left.CompareTo(right) < 0;

    public static bool operator >(HammingMatch left, HammingMatch right) => left.CompareTo(right) > 0;

    public static bool operator <=(HammingMatch left, HammingMatch right) => left.CompareTo(right) <= 0;

    public static bool operator >=(HammingMatch left, HammingMatch right) => left.CompareTo(right) >= 0;
}
