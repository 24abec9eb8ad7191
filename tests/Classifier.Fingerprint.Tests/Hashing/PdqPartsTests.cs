using Classifier.Fingerprint.Hashing.Internal;
using CsCheck;

namespace Classifier.Fingerprint.Tests.Hashing;

/// <summary>Pieces of the fast path against their plain forms.</summary>
public sealed unsafe class PdqPartsTests
{
    [Fact]
    public void LowerMedian_is_the_128th_smallest() =>
        Gen.OneOf(Gen.Float[-1e6f, 1e6f], Gen.Int[-3, 3].Select(i => (float)i)).Array[256].Sample(values =>
            PdqTransform.LowerMedian(values) == values.Order().ElementAt(127));

    [Fact]
    public void AboveMedian_sets_the_bits_of_greater_coefficients() => Gen.Float[-1e3f, 1e3f].Array[256].Sample(values =>
    {
        var hash = PdqTransform.AboveMedian(values);
        var median = values.Order().ElementAt(127);
        return Enumerable.Range(0, 256).All(bit => hash.IsSet(bit) == values[bit] > median);
    });

    [Fact]
    public void Luminance_by_vectors_equals_luminance_by_pixels() => Gen.Byte.Array[28].Sample(bytes =>
    {
        fixed (byte* pixels = bytes)
            return Luminance.Load(pixels) == Luminance.LoadSingly(pixels);
    });

    [Fact]
    public void Grey_by_vectors_equals_Pillows_formula() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        var rgb = bytes.AsSpan(0, bytes.Length / 3 * 3).ToArray();
        var grey = new int[rgb.Length / 3];
        PillowGrey.Of(rgb, grey);
        return Enumerable.Range(0, grey.Length).All(x =>
            grey[x] == (rgb[3 * x] * 19595 + rgb[3 * x + 1] * 38470 + rgb[3 * x + 2] * 7471 + 0x8000) >> 16);
    });

    [Fact]
    public void Transposition_turns_rows_to_columns()
    {
        var from = Enumerable.Range(0, 64).Select(i => (float)i).ToArray();
        var to = new float[8 * 11];
        fixed (float* source = from, target = to)
            Transposition.Turn(source, 8, target, 11);
        for (var row = 0; row < 8; row++)
            for (var column = 0; column < 8; column++)
                Assert.Equal(from[row * 8 + column], to[column * 11 + row]);
    }

    [Fact]
    public void BoxFilter_counts_what_its_window_holds() => Gen.Int[1, 2000].Sample(length =>
    {
        var filter = new BoxFilter();
        filter.Fit(length, length + 3);
        Assert.Equal((length + 127) / 128, filter.Window);
        return Enumerable.Range(0, length).All(i =>
                filter.Counts[i] == Enumerable.Range(i - filter.Lag + 1, filter.Window).Count(j => j >= 0 && j < length))
            && filter.Samples.Zip(filter.Samples.Skip(1)).All(pair => pair.First <= pair.Second)
            && filter.Samples[63] < length;
    });

    [Fact]
    public void Cosine_transform_equals_its_definition() => Gen.Double[-255, 255].Array[32].Sample(values =>
    {
        var transformed = values.ToArray();
        CosineTransform32.Transform(transformed);
        for (var k = 0; k < 32; k++)
        {
            var sum = 0.0;
            for (var n = 0; n < 32; n++) sum += 2 * values[n] * Math.Cos(Math.PI * k * (2 * n + 1) / 64);
            if (Math.Abs(sum - transformed[k]) > 1e-9) return false;
        }

        return true;
    });

    [Fact]
    public void Lanczos_weights_of_an_output_sum_to_one() => Gen.Select(Gen.Int[1, 3000], Gen.Int[1, 64]).Sample((input, output) =>
    {
        var weights = new LanczosWeights(input, output);
        for (var i = 0; i < output; i++)
        {
            var run = weights.Weights(i);
            long sum = 0;
            foreach (var weight in run) sum += weight;
            // Each of the fixed-point weights is rounded by half a unit at most.
            if (Math.Abs(sum - (1 << LanczosWeights.PrecisionBits)) > run.Length / 2 + 1) return false;
            if (weights.Start(i) < 0 || weights.Start(i) + run.Length > input) return false;
        }

        return true;
    });
}
