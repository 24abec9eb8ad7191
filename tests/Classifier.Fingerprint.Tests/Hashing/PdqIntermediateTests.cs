using System.Text.Json;
using Classifier.Fingerprint.Hashing.Internal;
using Classifier.Fingerprint.Tests.Pictures;

namespace Classifier.Fingerprint.Tests.Hashing;

/// <summary>Steps inside PDQ against what Meta's core held there.</summary>
public sealed class PdqIntermediateTests
{
    public static TheoryData<string> Lines() => [.. File.ReadLines(FingerprintData.Path("golden/pdq_intermediate.jsonl"))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Downscale_and_transform_give_the_numbers_of_Metas_core(string line)
    {
        using var row = JsonDocument.Parse(line);
        var picture = Picture.Load(FingerprintData.Path("golden/png/" + row.RootElement.GetProperty("file").GetString()));
        var samples = new float[PdqTransform.SampleCount];
        new PdqDownscaler().Downscale(picture.Rgb, picture.Width, picture.Height, samples);
        var coefficients = new float[PdqTransform.CoefficientCount];
        PdqTransform.LowFrequencies(samples, new float[PdqTransform.ScratchCount], coefficients);

        AssertPrinted(row.RootElement.GetProperty("buffer64x64"), samples);
        AssertPrinted(row.RootElement.GetProperty("dct16x16"), coefficients);
        Assert.Equal(row.RootElement.GetProperty("hash").GetString(), PdqTransform.AboveMedian(coefficients).ToString());
        Assert.Equal(row.RootElement.GetProperty("quality").GetInt32(), PdqTransform.Quality(samples));
    }

    // The file has nine significant digits, which name a float.
    private static void AssertPrinted(JsonElement printed, float[] values)
    {
        Assert.Equal(values.Length, printed.GetArrayLength());
        foreach (var (expected, value) in printed.EnumerateArray().Zip(values))
            Assert.Equal(expected.GetSingle(), value);
    }
}
