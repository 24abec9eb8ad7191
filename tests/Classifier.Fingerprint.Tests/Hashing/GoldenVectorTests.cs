using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.Tests.Pictures;

namespace Classifier.Fingerprint.Tests.Hashing;

/// <summary>Hashes that Meta's C++ core and Python imagehash gave.</summary>
public sealed class GoldenVectorTests
{
    // I16: the expected hash depends on how 16 bits are brought to 8. CMYK: on the inks' profile. q0003: a JPEG with little in it but
    // chroma edges, which this test's decoder repeats and libjpeg interpolates.
    private static readonly string[] DecoderDependent = ["I16.png", "CMYK.jpg", "q0003.jpg"];

    public static TheoryData<FingerprintVector> Committed() =>
        [.. FingerprintVector.Read(FingerprintData.Path("vectors.tsv"))];

    [Theory]
    [MemberData(nameof(Committed))]
    public void Compute_gives_the_known_hash_of_a_lossless_picture(FingerprintVector vector)
    {
        var (distance, quality) = Measure(FingerprintData.Path(vector.File), vector);
        // No decoder stands between: what Meta's core computed is asked for to the bit, not within the tolerance of the table.
        var tolerance = vector.Source.StartsWith("computed:", StringComparison.Ordinal) ? 0 : vector.Tolerance;
        Assert.InRange(distance, 0, tolerance);
        if (vector.Quality is { } expected) Assert.Equal(expected, quality);
    }

    [Fact]
    public void Compute_gives_the_known_hashes_of_the_whole_corpus_within_their_tolerance()
    {
        var folder = FingerprintData.CorpusPdq();
        var kinds = new[] { "pdq", "ahash", "phash", "dhash", "whash" };
        var (rows, exact) = (0, 0);
        List<string> failures = [];
        foreach (var vector in FingerprintVector.Read(Path.Combine(folder, "vectors.tsv")))
        {
            if (!kinds.Contains(vector.Algorithm.Split('-')[0]) || DecoderDependent.Any(vector.File.EndsWith)) continue;
            var (distance, quality) = Measure(Path.Combine(folder, vector.File), vector);
            var lossless = vector.File.StartsWith("golden/", StringComparison.Ordinal);
            rows++;
            if (distance == 0) exact++;
            if (distance > (lossless ? 0 : vector.Tolerance))
                failures.Add($"{vector.File} {vector.Algorithm} distance {distance} of {vector.Tolerance} ({vector.Source})");
            // A JPEG decoder's rounding may move the quality by one.
            if (vector.Quality is { } expected && Math.Abs(expected - (quality ?? -1)) > (lossless ? 0 : 1))
                failures.Add($"{vector.File} {vector.Algorithm} quality {quality} instead of {expected} ({vector.Source})");
        }

        Assert.True(rows > 450, $"Only {rows} rows.");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        TestContext.Current.TestOutputHelper?.WriteLine($"{exact} of {rows} rows at distance 0");
    }

    private static (int Distance, int? Quality) Measure(string path, FingerprintVector vector)
    {
        var picture = Picture.Load(path);
        var name = vector.Algorithm.Split('-');
        if (name[0] == "pdq" && name.Length == 2)
        {
            var variants = new Hash256[PdqHasher.DihedralCount];
            var dihedralQuality = new PdqHasher().ComputeDihedral(picture.Rgb, picture.Width, picture.Height, variants);
            var variant = Enum.Parse<DihedralVariant>(name[1], ignoreCase: true);
            return (variants[(int)variant].HammingDistance(Hash256.Parse(vector.Hash)), dihedralQuality);
        }

        Assert.True(ImageHashers.TryParse(name[0], out var kind));
        var hash = ImageHashers.Create(kind).Compute(picture.Rgb, picture.Width, picture.Height);
        var expected = kind == HashAlgorithmKind.Pdq ? Hash256.Parse(vector.Hash) : Hash64.Parse(vector.Hash).Widen();
        return (hash.Bits.HammingDistance(expected), hash.Quality);
    }
}
