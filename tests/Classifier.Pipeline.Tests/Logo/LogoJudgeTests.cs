using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Logo;
using Classifier.Pipeline.Logo.Claims;
using Classifier.Pipeline.Tests.Logo.Support;
using CsCheck;

namespace Classifier.Pipeline.Tests.Logo;

public sealed class LogoJudgeTests
{
    private static readonly PixelBox Box = new(1, 2, 30, 40);

    /// <summary>Any thresholds that a manifest may have: 0 &lt; near ≤ match, 0 &lt; threshold ≤ match, threshold ≤ block or none.</summary>
    private static readonly Gen<(LogoManifest Logo, TaskManifest Task)> Manifest =
        Gen.Select(Gen.Double[0.05, 1], Gen.Double[0, 1], Gen.Double[0.01, 1], Gen.Double[0, 1], Gen.Bool).Select(g =>
        {
            var (match, near, flag, block, blocks) = g;
            var threshold = flag * match;
            Score? upper = blocks ? new Score(threshold + (block * (1 - threshold))) : null;
            return (new LogoManifest(0.5, match, near * match), Task(new Thresholds(new(threshold), upper)));
        });

    private static TaskManifest Task(Thresholds thresholds) =>
        new(TaskKind.Logo, "impersonation", Enum.GetValues<Direction>().ToDictionary(d => d, _ => new TaskHead([], thresholds)));

    private static (Score Score, Decision Decision, IReadOnlyList<Evidence> Evidence) Judge(
        (LogoManifest Logo, TaskManifest Task) m, string? brand, string? domain, params (BankBrand Brand, double Cosine)[] seen)
    {
        var pictures = new[] { new LogoScores(0, null, Direction.Prompt, [.. seen.Select(s => new KnownLogo(Box, s.Brand, s.Cosine))], []) };
        var (score, thresholds, evidence) = LogoJudge.Judge(m.Logo, m.Task, pictures, new BrandClaim(brand, domain), 4);
        return (score, thresholds.Decide(score), evidence);
    }

    private static BankBrand Acme(bool isProtected = true) => Brands.Of("acme", isProtected, "acme.example");

    [Fact]
    public void A_near_copy_with_a_failed_claim_is_at_least_as_severe_as_an_exact_match() =>
        Gen.Select(Manifest, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((m, a, b) =>
        {
            var near = m.Logo.Near + (a * (m.Logo.Match - m.Logo.Near) * 0.999);
            var exact = m.Logo.Match + (b * (1 - m.Logo.Match));
            if (near >= m.Logo.Match) return;
            var (nearScore, nearDecision, nearEvidence) = Judge(m, null, "evil.org", (Acme(), near));
            var (exactScore, exactDecision, exactEvidence) = Judge(m, null, "evil.org", (Acme(), exact));

            Assert.True(nearDecision >= exactDecision && nearScore >= exactScore);
            Assert.True(exactDecision >= Decision.Review);
            Assert.True(nearEvidence[0].Brand!.NearCopy && !exactEvidence[0].Brand!.NearCopy);
        });

    [Fact]
    public void A_right_claim_allows_every_copy() => Gen.Select(Manifest, Gen.Double[0, 1]).Sample((m, a) =>
    {
        foreach (var (brand, domain) in new (string?, string?)[] { (null, "acme.example"), (null, "shop.ACME.example."), ("Acme", null), ("acme", "acme.example") })
        {
            var (score, decision, evidence) = Judge(m, brand, domain, (Acme(), m.Logo.Near + (a * (1 - m.Logo.Near))));
            Assert.Equal((0, Decision.Allow, BrandClaimOutcome.Right), (score.Value, decision, evidence[0].Brand!.Claim));
        }
    });

    [Fact]
    public void An_unprotected_brand_is_evidence_alone() => Gen.Select(Manifest, Gen.Double[0, 1]).Sample((m, a) =>
    {
        var cosine = m.Logo.Near + (a * (1 - m.Logo.Near));
        var (score, decision, evidence) = Judge(m, "other", "evil.org", (Acme(isProtected: false), cosine));

        Assert.Equal((0, Decision.Allow), (score.Value, decision));
        var seen = Assert.Single(evidence);
        Assert.Equal(("acme", false, BrandClaimOutcome.Wrong, (PixelBox?)Box), (seen.Brand!.Brand, seen.Brand.Protected, seen.Brand.Claim, seen.Box));
        Assert.Equal(cosine, seen.Score.Value, 1e-12);
    });

    [Fact]
    public void No_claim_is_as_good_as_a_wrong_one() => Gen.Select(Manifest, Gen.Double[0, 1]).Sample((m, a) =>
    {
        var seen = (Acme(), m.Logo.Near + (a * (1 - m.Logo.Near)));
        var (none, wrong) = (Judge(m, null, null, seen), Judge(m, "other", null, seen));
        Assert.Equal((none.Score, none.Decision), (wrong.Score, wrong.Decision));
        Assert.True(none.Decision >= Decision.Review);
    });

    [Fact]
    public void More_logos_never_make_a_milder_verdict() =>
        Gen.Select(Manifest, Gen.Double[0, 1].Array[1, 5], Gen.Bool.Array[5]).Sample((m, cosines, isProtected) =>
        {
            var seen = cosines.Select((c, i) => (Brands.Of("b" + i, isProtected[i], "b.example"), m.Logo.Near + (c * (1 - m.Logo.Near)))).ToArray();
            var all = Judge(m, null, "evil.org", seen);
            Assert.All(seen, s => Assert.True(all.Decision >= Judge(m, null, "evil.org", s).Decision));
        });

    [Fact]
    public void Impersonations_come_first_and_then_the_most_similar()
    {
        var m = (new LogoManifest(0.5, 0.9, 0.7), Task(new(new(0.8), new(0.95))));
        var evidence = Judge(m, null, null, (Brands.Of("a"), 0.99), (Brands.Of("b", true, "b.example"), 0.92), (Brands.Of("c"), 0.8), (Brands.Of("d", true, "d.example"), 0.75), (Brands.Of("e"), 0.71)).Evidence;
        Assert.Equal(["d", "b", "a", "c"], evidence.Select(e => e.Brand!.Brand));
    }

    [Fact]
    public void Nothing_seen_is_nothing() => Assert.Equal(
        (0.0, Decision.Allow), (Judge((new(0.5, 0.9, 0.7), Task(new(new(0.8), null))), "acme", "evil.org") is var r ? (r.Score.Value, r.Decision) : default));
}
