namespace Classifier.Fingerprint.Duplicates;

/// <summary>
/// Forms groups of duplicates: everything that a chain of near pairs joins, split until every member is within the threshold
/// of its group's medoid, so that a chain of small steps does not make one group of strangers. No item is in two groups.
/// </summary>
public static class DuplicateGroups
{
    /// <summary>Forms groups of pictures by their hashes; the order is that of each group's lowest item.</summary>
    /// <param name="hashes">One an item.</param>
    /// <param name="threshold">Largest distance of a duplicate, 0 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such threshold.</exception>
    public static IReadOnlyList<DuplicateGroup> Of(Hash256[] hashes, int threshold, CancellationToken cancellation = default)
    {
        var sets = new DisjointSets(hashes.Length);
        NearPairs.Among(hashes, threshold, sets.Join, cancellation);
        return Split(new HammingCodes(hashes), sets, threshold, cancellation);
    }

    /// <summary>As <see cref="Of(Hash256[], int, CancellationToken)"/>, with the pairs found where <paramref name="pairs"/> says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such threshold.</exception>
    public static IReadOnlyList<DuplicateGroup> Of(
        Hash256[] hashes, int threshold, INearPairFinder pairs, CancellationToken cancellation = default)
    {
        var sets = new DisjointSets(hashes.Length);
        pairs.Among(hashes, threshold, sets.Join, cancellation);
        return Split(new HammingCodes(hashes), sets, threshold, cancellation);
    }

    /// <summary>As <see cref="Of(Hash256[], int, CancellationToken)"/>, finding turned and mirrored pictures too.</summary>
    /// <param name="variants">Eight hashes an item; see <see cref="DihedralCodes"/>.</param>
    /// <exception cref="ArgumentException">Not eight an item.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such threshold.</exception>
    public static IReadOnlyList<DuplicateGroup> OfTurned(Hash256[] variants, int threshold, CancellationToken cancellation = default)
    {
        if (variants.Length % DihedralCodes.Variants != 0)
            throw new ArgumentException("Every picture has eight variants.", nameof(variants));
        var count = variants.Length / DihedralCodes.Variants;
        var upright = new Hash256[count];
        for (var i = 0; i < count; i++) upright[i] = variants[i * DihedralCodes.Variants];
        var sets = new DisjointSets(count);
        NearPairs.Between(upright, variants, threshold, (item, probe) => sets.Join(item, probe / DihedralCodes.Variants), cancellation);
        return Split(new DihedralCodes(variants), sets, threshold, cancellation);
    }

    /// <summary>Forms groups of texts by their MinHash signatures.</summary>
    /// <param name="signatures">One an item, all of one length.</param>
    /// <param name="threshold">Largest number of differing slots, 0 to the length − 1.</param>
    /// <exception cref="ArgumentException">The signatures differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such threshold.</exception>
    public static IReadOnlyList<DuplicateGroup> OfSignatures(uint[][] signatures, int threshold, CancellationToken cancellation = default)
    {
        var sets = new DisjointSets(signatures.Length);
        NearSignatures.Among(signatures, threshold, sets.Join, cancellation);
        return Split(new SignatureCodes(signatures), sets, threshold, cancellation);
    }

    /// <summary>Forms groups of anything that has a distance, from the pairs that are known to be near.</summary>
    /// <param name="codes">The items.</param>
    /// <param name="near">Pairs within the threshold; those that are not listed may share a group only through others.</param>
    /// <param name="threshold">Largest distance of a duplicate, at least 0.</param>
    public static IReadOnlyList<DuplicateGroup> Of<TCodes>(
        TCodes codes, IEnumerable<(int A, int B)> near, int threshold, CancellationToken cancellation = default)
        where TCodes : ICodeDistance
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        var sets = new DisjointSets(codes.Count);
        foreach (var (a, b) in near) sets.Join(a, b);
        return Split(codes, sets, threshold, cancellation);
    }

    private static List<DuplicateGroup> Split<TCodes>(TCodes codes, DisjointSets sets, int threshold, CancellationToken cancellation)
        where TCodes : ICodeDistance
    {
        var groups = new List<DuplicateGroup>();
        var splitter = new MedoidSplitter<TCodes>(codes, threshold, groups);
        foreach (var component in sets.Components())
        {
            cancellation.ThrowIfCancellationRequested();
            splitter.Split(component, cancellation);
        }

        groups.Sort((a, b) => a.Members.Min(m => m.Item).CompareTo(b.Members.Min(m => m.Item)));
        return groups;
    }
}
