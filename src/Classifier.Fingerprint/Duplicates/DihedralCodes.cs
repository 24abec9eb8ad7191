using Classifier.Fingerprint.Hashing;

namespace Classifier.Fingerprint.Duplicates;

/// <summary>Pictures by the smallest distance that turning and mirroring one of the two can reach.</summary>
/// <param name="variants">Eight hashes an item, in the order of <see cref="DihedralVariant"/>.</param>
public readonly struct DihedralCodes(Hash256[] variants) : ICodeDistance
{
    /// <summary>Hashes an item.</summary>
    public const int Variants = PdqHasher.DihedralCount;

    public int Count => variants.Length / Variants;

    // The median of turned coefficients is not that of the original ones, so the two ways differ by a few bits; the nearer one holds.
    public int Distance(int a, int b) => a == b ? 0 : Math.Min(Nearest(a, b).Distance, Nearest(b, a).Distance);

    /// <summary>What has to be done to picture <paramref name="b"/> to bring it nearest to <paramref name="a"/>.</summary>
    public DihedralVariant Turn(int a, int b) => a == b ? DihedralVariant.Original : Nearest(a, b).Variant;

    private (int Distance, DihedralVariant Variant) Nearest(int a, int b)
    {
        var upright = variants[a * Variants];
        var (best, variant) = (int.MaxValue, 0);
        for (var k = 0; k < Variants; k++)
        {
            var distance = upright.HammingDistance(variants[b * Variants + k]);
            if (distance < best) (best, variant) = (distance, k);
        }

        return (best, (DihedralVariant)variant);
    }
}
