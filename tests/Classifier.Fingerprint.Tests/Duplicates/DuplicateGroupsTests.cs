using Classifier.Fingerprint.Duplicates;
using CsCheck;

namespace Classifier.Fingerprint.Tests.Duplicates;

public sealed class DuplicateGroupsTests
{
    private static readonly Gen<(Hash256[] Hashes, int Threshold)> Cases = Gen.Select(Clustered.Hashes, Gen.Int[0, 64]);

    [Fact]
    public void Every_member_is_within_the_threshold_of_its_medoid() => Cases.Sample((hashes, threshold) =>
        DuplicateGroups.Of(hashes, threshold).All(group => group.Members.All(m =>
            m.Distance <= threshold && m.Distance == hashes[group.Medoid].HammingDistance(hashes[m.Item]))));

    [Fact]
    public void Medoid_has_the_smallest_sum_of_distances_of_all_members() => Cases.Sample((hashes, threshold) =>
    {
        foreach (var group in DuplicateGroups.Of(hashes, threshold))
        {
            int Sum(int item) => group.Members.Sum(m => hashes[item].HammingDistance(hashes[m.Item]));
            Assert.Equal(group.Medoid, group.Members.Select(m => m.Item).OrderBy(Sum).ThenBy(item => item).First());
        }
    });

    [Fact]
    public void Groups_have_two_members_and_more_and_share_none() => Cases.Sample((hashes, threshold) =>
    {
        var groups = DuplicateGroups.Of(hashes, threshold);
        var members = groups.SelectMany(g => g.Members.Select(m => m.Item)).ToArray();
        Assert.All(groups, g => Assert.True(g.Members.Count >= 2));
        Assert.Equal(members.Length, members.Distinct().Count());
    });

    [Fact]
    public void Members_of_a_group_are_joined_by_a_chain_of_near_pairs() => Cases.Sample((hashes, threshold) =>
    {
        var component = Components(hashes, threshold);
        Assert.All(DuplicateGroups.Of(hashes, threshold), g => Assert.Single(g.Members.Select(m => component[m.Item]).Distinct()));
    });

    [Fact]
    public void A_near_pair_that_is_near_nothing_else_is_a_group() => Cases.Sample((hashes, threshold) =>
    {
        var component = Components(hashes, threshold);
        var pairs = component.Index().GroupBy(c => c.Item, c => c.Index).Where(c => c.Count() == 2).Select(c => c.Order().ToArray()).ToArray();
        var groups = DuplicateGroups.Of(hashes, threshold).Select(g => g.Members.Select(m => m.Item).Order().ToArray()).ToArray();
        Assert.All(pairs, pair => Assert.Contains(groups, g => g.SequenceEqual(pair)));
    });

    [Fact]
    public void Groups_of_a_component_without_far_members_are_the_component() => Cases.Sample((hashes, threshold) =>
    {
        var groups = DuplicateGroups.Of(hashes, threshold).Select(g => g.Members.Select(m => m.Item).Order().ToArray()).ToArray();
        foreach (var set in Components(hashes, threshold).Index().GroupBy(c => c.Item, c => c.Index).Select(c => c.Order().ToArray()).Where(c => c.Length > 1))
        {
            if (set.All(a => set.All(b => hashes[a].HammingDistance(hashes[b]) <= threshold)))
                Assert.Contains(groups, g => g.SequenceEqual(set));
        }
    });

    [Fact]
    public void Groups_and_members_are_in_order() => Cases.Sample((hashes, threshold) =>
    {
        var groups = DuplicateGroups.Of(hashes, threshold);
        Assert.Equal(groups.OrderBy(g => g.Members.Min(m => m.Item)).Select(g => g.Medoid), groups.Select(g => g.Medoid));
        Assert.All(groups, g => Assert.Equal(g.Members.OrderBy(m => m.Distance).ThenBy(m => m.Item), g.Members));
    });

    [Fact]
    public void Partition_does_not_depend_on_which_of_all_near_pairs_come_first() =>
        Gen.Select(Cases, Gen.UInt).Sample((c, seed) =>
        {
            var pairs = new List<(int, int)>();
            NearPairs.Among(c.Hashes, c.Threshold, (a, b) => pairs.Add((a, b)));
            var random = new Random((int)seed);
            var shuffled = pairs.OrderBy(_ => random.Next()).Select(p => random.Next(2) == 0 ? p : (p.Item2, p.Item1));
            var groups = DuplicateGroups.Of(new HammingCodes(c.Hashes), shuffled, c.Threshold);
            Assert.Equal(Text(DuplicateGroups.Of(c.Hashes, c.Threshold)), Text(groups));
        });

    [Fact]
    public void A_chain_of_small_steps_does_not_join_its_ends()
    {
        var random = new Random(1);
        var chain = new List<Hash256> { default };
        // Step by step other bits flip, so the ends are 9 × 25 apart.
        Span<ulong> words = stackalloc ulong[4];
        for (var step = 0; step < 9; step++)
        {
            chain[^1].CopyTo(words);
            for (var bit = step * 25; bit < step * 25 + 25; bit++) words[bit / 64] |= 1ul << bit % 64;
            chain.Add(Hash256.FromWords(words));
        }

        var groups = DuplicateGroups.Of([.. chain.OrderBy(_ => random.Next())], 31);

        Assert.True(groups.Count > 1);
        Assert.All(groups, g => Assert.InRange(g.Members.Count, 2, 3));
    }

    [Fact]
    public void Nothing_and_one_make_no_group()
    {
        Assert.Empty(DuplicateGroups.Of([], 31));
        Assert.Empty(DuplicateGroups.Of([default], 31));
        Assert.Empty(DuplicateGroups.OfTurned([], 31));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public void Of_refuses_a_threshold_when_no_distance_can_be_like_it(int threshold) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DuplicateGroups.Of([default, default], threshold));

    [Fact]
    public void Of_stops_when_it_is_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => DuplicateGroups.Of(new Hash256[10], 31, new CancellationToken(true)));

    private static int[] Components(Hash256[] hashes, int threshold)
    {
        var names = Enumerable.Range(0, hashes.Length).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var a = 0; a < hashes.Length; a++)
                for (var b = 0; b < hashes.Length; b++)
                    if (names[b] < names[a] && hashes[a].HammingDistance(hashes[b]) <= threshold)
                        (names[a], changed) = (names[b], true);
        }

        return names;
    }

    private static string Text(IEnumerable<DuplicateGroup> groups) => string.Join('\n', groups.Select(g => $"{g.Medoid}: {string.Join(' ', g.Members)}"));
}
