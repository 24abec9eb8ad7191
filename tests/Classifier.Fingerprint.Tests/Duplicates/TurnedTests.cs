using Classifier.Fingerprint.Duplicates;
using Classifier.Fingerprint.Hashing;

namespace Classifier.Fingerprint.Tests.Duplicates;

/// <summary>Groups of turned and mirrored pictures, from real hashes of drawn ones.</summary>
public sealed class TurnedTests
{
    private const int Side = 96;

    public static TheoryData<bool, bool, bool> Turns => new()
    {
        { false, false, false }, { true, false, false }, { false, true, false }, { true, true, false },
        { false, false, true }, { true, false, true }, { false, true, true }, { true, true, true },
    };

    [Theory]
    [MemberData(nameof(Turns))]
    public void OfTurned_finds_a_picture_however_it_was_turned(bool mirrorX, bool mirrorY, bool transpose)
    {
        var picture = Draw(seed: 1);
        var variants = Variants(picture, Turn(picture, mirrorX, mirrorY, transpose), Draw(seed: 2));

        var group = Assert.Single(DuplicateGroups.OfTurned(variants, 31));

        Assert.Equal([0, 1], group.Members.Select(m => m.Item));
        Assert.InRange(group.Members[1].Distance, 0, 6);
    }

    [Fact]
    public void Of_does_not_find_a_mirrored_picture()
    {
        var picture = Draw(seed: 1);
        var variants = Variants(picture, Turn(picture, mirrorX: true, mirrorY: false, transpose: false));
        Assert.Empty(DuplicateGroups.Of([variants[0], variants[8]], 31));
    }

    [Fact]
    public void Distance_is_symmetric_and_zero_to_itself()
    {
        var codes = new DihedralCodes(Variants([.. Enumerable.Range(0, 6).Select(Draw)]));
        for (var a = 0; a < codes.Count; a++)
        {
            Assert.Equal(0, codes.Distance(a, a));
            for (var b = 0; b < codes.Count; b++) Assert.Equal(codes.Distance(a, b), codes.Distance(b, a));
        }
    }

    [Fact]
    public void Turn_undoes_what_was_done()
    {
        var picture = Draw(seed: 3);
        var codes = new DihedralCodes(Variants(picture, Turn(picture, mirrorX: true, mirrorY: true, transpose: false)));
        Assert.Equal(DihedralVariant.Rotate180, codes.Turn(0, 1));
        Assert.Equal(DihedralVariant.Original, codes.Turn(0, 0));
    }

    [Fact]
    public void OfTurned_refuses_variants_when_they_are_not_eight_a_picture() =>
        Assert.Throws<ArgumentException>(() => DuplicateGroups.OfTurned(new Hash256[7], 31));

    private static Hash256[] Variants(params byte[][] pictures)
    {
        var hasher = new PdqHasher();
        var variants = new Hash256[pictures.Length * 8];
        for (var i = 0; i < pictures.Length; i++) hasher.ComputeDihedral(pictures[i], Side, Side, variants.AsSpan(i * 8));
        return variants;
    }

    // Soft blobs: low frequencies, as photographs have them.
    private static byte[] Draw(int seed)
    {
        var random = new Random(seed);
        var blobs = Enumerable.Range(0, 12).Select(_ => (X: random.NextDouble() * Side, Y: random.NextDouble() * Side, R: 6 + random.NextDouble() * 14, W: random.NextDouble() * 2 - 1)).ToArray();
        var rgb = new byte[Side * Side * 3];
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
            {
                var value = 128 + 110 * blobs.Sum(b => b.W * Math.Exp(-((x - b.X) * (x - b.X) + (y - b.Y) * (y - b.Y)) / (b.R * b.R)));
                rgb.AsSpan((y * Side + x) * 3, 3).Fill((byte)Math.Clamp(value, 0, 255));
            }

        return rgb;
    }

    private static byte[] Turn(byte[] rgb, bool mirrorX, bool mirrorY, bool transpose)
    {
        var turned = new byte[rgb.Length];
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
            {
                var (sx, sy) = (mirrorX ? Side - 1 - x : x, mirrorY ? Side - 1 - y : y);
                if (transpose) (sx, sy) = (sy, sx);
                rgb.AsSpan((sy * Side + sx) * 3, 3).CopyTo(turned.AsSpan((y * Side + x) * 3, 3));
            }

        return turned;
    }
}
