using Classifier.Fingerprint.Duplicates;
using CsCheck;

namespace Classifier.Fingerprint.Tests.Duplicates;

public sealed class NearSignaturesTests
{
    // Few values a slot, so that many slots agree by chance.
    private static readonly Gen<uint[][]> Signatures =
        Gen.Int[1, 24].SelectMany(slots => Gen.Select(Gen.UInt[0, 3], Gen.UInt[0, 1], (a, b) => a * b).Array[slots].Array[0, 30]);

    [Fact]
    public void Among_finds_each_pair_within_the_threshold_once() => Gen.Select(Signatures, Gen.Double.Unit).Sample((signatures, share) =>
    {
        var threshold = signatures.Length == 0 ? 0 : (int)(share * (signatures[0].Length - 1));
        var found = new List<(int, int)>();
        NearSignatures.Among(signatures, threshold, (a, b) => found.Add((a, b)));
        var codes = new SignatureCodes(signatures);
        var expected =
            from b in Enumerable.Range(0, signatures.Length)
            from a in Enumerable.Range(0, b)
            where signatures[a].Zip(signatures[b]).Count(p => p.First != p.Second) <= threshold
            select (a, b);
        Assert.Equal(expected.Order(), found.Order());
        Assert.All(found, p => Assert.Equal(codes.Distance(p.Item1, p.Item2), codes.Distance(p.Item2, p.Item1)));
    });

    [Fact]
    public void OfSignatures_keeps_members_within_the_threshold_of_the_medoid() => Signatures.Where(s => s.Length > 0).Sample(signatures =>
    {
        var threshold = signatures[0].Length / 3;
        Assert.All(DuplicateGroups.OfSignatures(signatures, threshold), g => Assert.All(g.Members, m =>
            Assert.Equal((true, m.Distance), (m.Distance <= threshold, new SignatureCodes(signatures).Distance(g.Medoid, m.Item)))));
    });

    [Fact]
    public void Among_refuses_signatures_when_their_lengths_differ() =>
        Assert.Throws<ArgumentException>(() => NearSignatures.Among([[1, 2], [1]], 1, (_, _) => { }));

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Among_refuses_a_threshold_when_no_band_can_agree(int threshold) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NearSignatures.Among([[1, 2], [1, 3]], threshold, (_, _) => { }));
}
