namespace Classifier.Fingerprint.Duplicates;

/// <summary>
/// Splits a set until every part's members are within the threshold of the part's medoid: takes what is near the medoid out as
/// a part of its own (whose medoid may be another one, so it is split in turn) and goes on with the rest. Parts of one are dropped.
/// Quadratic in the size of the set in comparisons, linear in memory.
/// </summary>
internal sealed class MedoidSplitter<TCodes>(TCodes codes, int threshold, List<DuplicateGroup> groups)
    where TCodes : ICodeDistance
{
    /// <param name="items">Ascending; at least two.</param>
    public void Split(int[] items, CancellationToken cancellation)
    {
        var waiting = new Stack<int[]>();
        waiting.Push(items);
        while (waiting.TryPop(out var set))
        {
            var sums = Sums(set, cancellation);
            while (set.Length >= 2)
            {
                var medoid = set[Array.IndexOf(sums, sums.Min())];
                var near = Array.FindAll(set, item => codes.Distance(medoid, item) <= threshold);
                if (near.Length == set.Length)
                {
                    groups.Add(Group(medoid, set));
                    break;
                }

                if (near.Length >= 2) waiting.Push(near);
                (set, sums) = Without(set, sums, near, cancellation);
            }
        }
    }

    private DuplicateGroup Group(int medoid, int[] set)
    {
        var members = Array.ConvertAll(set, item => new GroupMember(item, codes.Distance(medoid, item)));
        Array.Sort(members, (a, b) => (a.Distance, a.Item).CompareTo((b.Distance, b.Item)));
        return new DuplicateGroup(medoid, members);
    }

    private long[] Sums(int[] set, CancellationToken cancellation)
    {
        var sums = new long[set.Length];
        for (var i = 1; i < set.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var j = 0; j < i; j++)
            {
                var distance = codes.Distance(set[i], set[j]);
                sums[i] += distance;
                sums[j] += distance;
            }
        }

        return sums;
    }

    private (int[] Set, long[] Sums) Without(int[] set, long[] sums, int[] gone, CancellationToken cancellation)
    {
        var rest = new int[set.Length - gone.Length];
        var restSums = new long[rest.Length];
        for (int i = 0, g = 0, r = 0; i < set.Length; i++)
        {
            if (g < gone.Length && gone[g] == set[i])
            {
                g++;
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            rest[r] = set[i];
            restSums[r] = sums[i];
            foreach (var item in gone) restSums[r] -= codes.Distance(set[i], item);
            r++;
        }

        return (rest, restSums);
    }
}
