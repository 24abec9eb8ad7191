using System.Globalization;
using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.Tests.Pictures;

namespace Classifier.Fingerprint.Tests.Hashing;

/// <summary>Meta's C++ core and ours on pictures of many odd shapes, to the bit.</summary>
public sealed class PdqGeneratedTests
{
    public static TheoryData<string> Rows() => [.. File.ReadLines(FingerprintData.Path("pdq_generated.tsv")).Skip(1)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Compute_equals_Metas_core_when_the_shape_is_odd(string row)
    {
        var columns = row.Split('\t');
        var numbers = columns.Take(3).Append(columns[4]).Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var picture = GeneratedPicture.Draw(numbers[0], numbers[1], (uint)numbers[2]);
        var hasher = new PdqHasher();

        var hash = hasher.Compute(picture.Rgb, picture.Width, picture.Height);
        Assert.Equal(columns[3], hash.ToHex());
        Assert.Equal(numbers[3], hash.Quality);

        var variants = new Hash256[PdqHasher.DihedralCount];
        hasher.ComputeDihedral(picture.Rgb, picture.Width, picture.Height, variants);
        Assert.Equal(columns[12..].Concat(columns[5..12]), variants.Select(variant => variant.ToString()));
    }

    [Fact]
    public void Compute_equals_the_scalar_form_when_the_size_is_random()
    {
        var hasher = new PdqHasher();
        var scalar = new ScalarPdq();
        CsCheck.Check.Sample(
            CsCheck.Gen.Select(CsCheck.Gen.Int[1, 700], CsCheck.Gen.Int[1, 400], CsCheck.Gen.Int[0, 1_000_000]),
            shape =>
            {
                var (width, height, seed) = shape;
                var picture = seed % 2 == 0
                    ? GeneratedPicture.Draw(width, height, (uint)seed)
                    : GeneratedPicture.Noise(width, height, seed);
                var expected = scalar.Compute(picture.Rgb, width, height);
                var hash = hasher.Compute(picture.Rgb, width, height);
                return hash.Bits == expected.Hash && hash.Quality == expected.Quality;
            },
            // One hasher serves one thread.
            iter: 150,
            threads: 1);
    }

    [Theory]
    [InlineData(4000, 300)]
    [InlineData(300, 4000)]
    [InlineData(2049, 1025)]
    public void Compute_equals_the_scalar_form_when_the_picture_is_large(int width, int height)
    {
        var picture = GeneratedPicture.Draw(width, height, 5);
        Assert.Equal(
            new ScalarPdq().Compute(picture.Rgb, width, height).Hash,
            new PdqHasher().Compute(picture.Rgb, width, height).Bits);
    }
}
