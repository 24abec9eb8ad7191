namespace Classifier.Fingerprint.Index.Segments;

/// <summary>Which segments to merge, so that there are few and an entry is rewritten a logarithmic number of times.</summary>
internal static class CompactionPolicy
{
    /// <summary>Merging begins at so many segments.</summary>
    public const int MostSegments = 8;

    private const int FewestMerged = 4;

    /// <param name="sizes">Entries of each segment that are not removed.</param>
    /// <returns>Indices of the segments to merge; empty for none. Small ones first, until the next is larger than twice their sum.</returns>
    public static int[] Choose(IReadOnlyList<int> sizes)
    {
        if (sizes.Count < MostSegments)
            return [];
        int[] ascending = [.. Enumerable.Range(0, sizes.Count).OrderBy(i => sizes[i])];
        var taken = 0;
        var sum = 0L;
        while (taken < ascending.Length && (taken < FewestMerged || sizes[ascending[taken]] <= 2 * sum) && sum + sizes[ascending[taken]] < int.MaxValue)
            sum += sizes[ascending[taken++]];
        return ascending[..taken];
    }
}
