using Classifier.Pipeline.Logo.Detection;
using CsCheck;

namespace Classifier.Pipeline.Tests.Logo;

public sealed class SuppressionTests
{
    private static readonly Gen<LogoCandidate> Candidate =
        Gen.Select(Gen.Double[-5, 5], Gen.Int[0, 200], Gen.Int[0, 200], Gen.Int[1, 100], Gen.Int[1, 100])
            .Select(c => new LogoCandidate(c.Item1, new Box(c.Item2, c.Item3, c.Item2 + c.Item4, c.Item3 + c.Item5), []));

    [Fact]
    public void The_surest_stay_and_no_two_overlap() => Gen.Select(Candidate.Array[0, 40], Gen.Double[0.05, 0.95], Gen.Int[1, 40]).Sample((candidates, overlap, most) =>
    {
        var kept = Suppression.Apply(candidates, overlap, most);

        Assert.True(kept.Count <= most);
        Assert.Equal(kept.OrderByDescending(k => k.Logit), kept);
        for (var i = 0; i < kept.Count; i++)
            for (var j = 0; j < i; j++) Assert.True(kept[i].Box.Overlap(kept[j].Box) < overlap);
        if (candidates.Length > 0) Assert.Equal(candidates.Max(c => c.Logit), kept[0].Logit);
        // Whoever went, went for a surer one, unless there was no more room.
        if (kept.Count < most)
            Assert.All(candidates.Except(kept), c => Assert.Contains(kept, k => k.Logit >= c.Logit && k.Box.Overlap(c.Box) >= overlap));
    });

    [Fact]
    public void The_order_of_candidates_does_not_matter() => Gen.Select(Candidate.Array[0, 30], Gen.Int).Sample((candidates, seed) =>
    {
        var shuffled = candidates.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(Suppression.Apply(candidates, 0.4, 20).Select(c => (c.Logit, c.Box)), Suppression.Apply(shuffled, 0.4, 20).Select(c => (c.Logit, c.Box)));
    });

    [Fact]
    public void Overlap_is_a_share_of_the_union() => Gen.Select(Candidate, Candidate).Sample((a, b) =>
    {
        var overlap = a.Box.Overlap(b.Box);
        Assert.Equal(overlap, b.Box.Overlap(a.Box), 1e-12);
        Assert.InRange(overlap, 0, 1 + 1e-12);
        Assert.Equal(1, a.Box.Overlap(a.Box), 1e-12);
    });

    [Fact]
    public void Boxes_of_half_overlap_share_a_third_of_their_union() =>
        Assert.Equal(1.0 / 3, new Box(0, 0, 10, 10).Overlap(new Box(5, 0, 15, 10)), 1e-12);
}
