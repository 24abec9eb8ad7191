using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.Tests.Pictures;

namespace Classifier.Fingerprint.Tests.Hashing;

/// <summary>What all hashers share.</summary>
public sealed class ImageHasherTests
{
    public static TheoryData<HashAlgorithmKind> Kinds() => [.. Enum.GetValues<HashAlgorithmKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compute_forgets_the_picture_before(HashAlgorithmKind kind)
    {
        var hasher = ImageHashers.Create(kind);
        foreach (var (width, height) in new[] { (300, 200), (20, 30), (64, 64), (301, 199), (5, 9), (1, 1), (300, 200) })
        {
            var picture = GeneratedPicture.Draw(width, height, 3);
            Assert.Equal(
                ImageHashers.Create(kind).Compute(picture.Rgb, width, height),
                hasher.Compute(picture.Rgb, width, height));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compute_allocates_nothing_when_sizes_repeat(HashAlgorithmKind kind)
    {
        var hasher = ImageHashers.Create(kind);
        var picture = GeneratedPicture.Draw(320, 240, 3);
        for (var i = 0; i < 50; i++) hasher.Compute(picture.Rgb, 320, 240);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++) hasher.Compute(picture.Rgb, 320, 240);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compute_refuses_sides_that_do_not_fit_the_bytes(HashAlgorithmKind kind)
    {
        var hasher = ImageHashers.Create(kind);
        Assert.Throws<ArgumentException>(() => hasher.Compute(new byte[10], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => hasher.Compute([], 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => hasher.Compute([], 2, -1));
        // 2^16 × 2^16 × 3 overflows 32 bits to zero.
        Assert.Throws<ArgumentException>(() => hasher.Compute([], 1 << 16, 1 << 16));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compute_moves_little_when_pixels_move_little(HashAlgorithmKind kind)
    {
        var picture = Picture.Load(FingerprintData.Path("golden/png/bridge_300x300.png"));
        var random = new Random(1);
        var noisy = picture.Rgb.Select(value => (byte)Math.Clamp(value + random.Next(-2, 3), 0, 255)).ToArray();
        var hasher = ImageHashers.Create(kind);
        var original = hasher.Compute(picture.Rgb, picture.Width, picture.Height);
        var moved = hasher.Compute(noisy, picture.Width, picture.Height);
        Assert.InRange(original.Bits.HammingDistance(moved.Bits), 0, original.BitCount / 20);
        var other = Picture.Load(FingerprintData.Path("golden/png/labelme_q0746.png"));
        var stranger = hasher.Compute(other.Rgb, other.Width, other.Height);
        Assert.InRange(original.Bits.HammingDistance(stranger.Bits), original.BitCount / 4, original.BitCount);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Names_are_read_back(HashAlgorithmKind kind)
    {
        Assert.True(ImageHashers.TryParse(ImageHashers.NameOf(kind), out var read));
        Assert.Equal(kind, read);
        Assert.Equal(kind, ImageHashers.Create(kind).Kind);
        Assert.False(ImageHashers.TryParse(ImageHashers.NameOf(kind) + "!", out _));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hex_has_the_digits_of_the_algorithm(HashAlgorithmKind kind)
    {
        var picture = GeneratedPicture.Draw(40, 40, 2);
        var hash = ImageHashers.Create(kind).Compute(picture.Rgb, 40, 40);
        Assert.Equal(hash.BitCount / 4, hash.ToHex().Length);
        Assert.Equal(kind == HashAlgorithmKind.Pdq, hash.Quality is not null);
    }

    [Theory]
    [InlineData(HashAlgorithmKind.PHash, "8000000000000000")]
    [InlineData(HashAlgorithmKind.DHash, "0000000000000000")]
    [InlineData(HashAlgorithmKind.AHash, "0000000000000000")]
    [InlineData(HashAlgorithmKind.WHash, "0000000000000000")]
    public void A_flat_picture_has_no_bits_of_rounding_noise(HashAlgorithmKind kind, string expected)
    {
        var flat = new byte[50 * 37 * 3];
        Array.Fill(flat, (byte)97);
        Assert.Equal(expected, ImageHashers.Create(kind).Compute(flat, 50, 37).ToHex());
    }

    [Fact]
    public void Dihedral_hashes_are_near_the_hashes_of_pictures_turned_in_earnest()
    {
        var picture = Picture.Load(FingerprintData.Path("golden/png/bridge_300x300.png"));
        var (w, h) = (picture.Width, picture.Height);
        var hasher = new PdqHasher();
        var variants = new Hash256[PdqHasher.DihedralCount];
        hasher.ComputeDihedral(picture.Rgb, w, h, variants);
        var turned = new Dictionary<DihedralVariant, Picture>
        {
            [DihedralVariant.Original] = picture,
            [DihedralVariant.Rotate180] = picture.Rearrange(w, h, (x, y) => (w - 1 - x, h - 1 - y)),
            [DihedralVariant.FlipX] = picture.Rearrange(w, h, (x, y) => (x, h - 1 - y)),
            [DihedralVariant.FlipY] = picture.Rearrange(w, h, (x, y) => (w - 1 - x, y)),
            [DihedralVariant.FlipPlus1] = picture.Rearrange(h, w, (x, y) => (y, x)),
            [DihedralVariant.FlipMinus1] = picture.Rearrange(h, w, (x, y) => (w - 1 - y, h - 1 - x)),
        };
        foreach (var (variant, earnest) in turned)
            Assert.InRange(hasher.Compute(earnest.Rgb, earnest.Width, earnest.Height).Bits.HammingDistance(variants[(int)variant]), 0, 24);
        // The two quarter turns are each other's mirror; which is which is Meta's naming, held by the golden vectors.
        var quarter = picture.Rearrange(h, w, (x, y) => (w - 1 - y, x));
        var hash = hasher.Compute(quarter.Rgb, quarter.Width, quarter.Height).Bits;
        Assert.InRange(
            Math.Min(
                hash.HammingDistance(variants[(int)DihedralVariant.Rotate90]),
                hash.HammingDistance(variants[(int)DihedralVariant.Rotate270])),
            0,
            24);
    }
}
