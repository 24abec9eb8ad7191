using System.Numerics;

namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>
/// The part of PDQ behind the 64 × 64 samples: quality, cosine transform, median, turning. Every float is rounded where Meta's
/// C++ rounds it, so no sum is reordered and no multiplication fused with an addition.
/// </summary>
internal static class PdqTransform
{
    public const int Side = 64;
    public const int SampleCount = Side * Side;
    public const int LowSide = 16;
    public const int CoefficientCount = LowSide * LowSide;

    /// <summary>Floats of working memory that <see cref="LowFrequencies"/> needs.</summary>
    public const int ScratchCount = LowSide * Side;

    /// <summary>Rows 1 to 16 of the 64-point cosine transform: 16 × 64.</summary>
    public static readonly float[] Cosines = MakeCosines(transposed: false);

    // The same, 64 × 16: the second product runs along it.
    private static readonly float[] CosinesTransposed = MakeCosines(transposed: true);

    /// <summary>Meta's heuristic: the sum of significant steps between neighbours, 0 to 100.</summary>
    public static int Quality(ReadOnlySpan<float> samples)
    {
        var gradient = 0;
        for (var i = 0; i < SampleCount - Side; i++)
            gradient += Step(samples[i], samples[i + Side]);
        for (var i = 0; i < SampleCount; i++)
            if ((i & (Side - 1)) != Side - 1)
                gradient += Step(samples[i], samples[i + 1]);
        return Math.Min(gradient / 90, 100);
    }

    /// <summary>B = D A Dᵀ with D = <see cref="Cosines"/>: 64 × 64 samples to 16 × 16 coefficients.</summary>
    public static void LowFrequencies(ReadOnlySpan<float> samples, Span<float> scratch, Span<float> coefficients)
    {
        for (var i = 0; i < LowSide; i++)
            WeightedRows(Cosines.AsSpan(i * Side, Side), samples, scratch.Slice(i * Side, Side));
        for (var i = 0; i < LowSide; i++)
            WeightedRows(scratch.Slice(i * Side, Side), CosinesTransposed, coefficients.Slice(i * LowSide, LowSide));
    }

    /// <summary>Bit 16 i + j says whether coefficient (i, j) is above the median of all.</summary>
    public static Hash256 AboveMedian(ReadOnlySpan<float> coefficients)
    {
        var median = LowerMedian(coefficients);
        Span<ulong> words = stackalloc ulong[4];
        words.Clear();
        for (var k = 0; k < CoefficientCount; k++)
            if (coefficients[k] > median)
                words[k >> 6] |= 1UL << (k & 63);
        return Hash256.FromWords(words);
    }

    /// <summary>The 128th smallest of 256, which is what Meta's Torben search ends at.</summary>
    public static float LowerMedian(ReadOnlySpan<float> coefficients)
    {
        Span<float> sorted = stackalloc float[CoefficientCount];
        coefficients.CopyTo(sorted);
        sorted.Sort();
        return sorted[CoefficientCount / 2 - 1];
    }

    /// <summary>Coefficients of the turned picture from those of the original: signs and a transposition.</summary>
    public static void Turn(ReadOnlySpan<float> original, DihedralVariant variant, Span<float> turned)
    {
        for (var i = 0; i < LowSide; i++)
            for (var j = 0; j < LowSide; j++)
            {
                var (transposed, negative) = variant switch
                {
                    DihedralVariant.Rotate90 => (true, (j & 1) == 0),
                    DihedralVariant.Rotate180 => (false, ((i + j) & 1) != 0),
                    DihedralVariant.Rotate270 => (true, (i & 1) == 0),
                    DihedralVariant.FlipX => (false, (i & 1) == 0),
                    DihedralVariant.FlipY => (false, (j & 1) == 0),
                    DihedralVariant.FlipPlus1 => (true, false),
                    DihedralVariant.FlipMinus1 => (true, ((i + j) & 1) != 0),
                    _ => (false, false),
                };
                var value = original[i * LowSide + j];
                turned[transposed ? j * LowSide + i : i * LowSide + j] = negative ? -value : value;
            }
    }

    private static int Step(float u, float v) => Math.Abs((int)((u - v) * 100f / 255f));

    /// <summary>result[j] = Σₖ weights[k] · rows[k][j]; each j is its own sum in the order of k, several j side by side.</summary>
    private static void WeightedRows(ReadOnlySpan<float> weights, ReadOnlySpan<float> rows, Span<float> result)
    {
        var columns = result.Length;
        for (var j = 0; j < columns; j += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var k = 0; k < weights.Length; k++)
                sum += new Vector<float>(rows[(k * columns + j)..]) * weights[k];
            sum.CopyTo(result[j..]);
        }
    }

    private static float[] MakeCosines(bool transposed)
    {
        var scale = (float)Math.Sqrt(2.0 / Side);
        var cosines = new float[LowSide * Side];
        for (var i = 0; i < LowSide; i++)
            for (var j = 0; j < Side; j++)
            {
                var value = (float)(scale * Math.Cos(Math.PI / 2.0 / Side * (i + 1) * (2 * j + 1)));
                cosines[transposed ? j * LowSide + i : i * Side + j] = value;
            }

        return cosines;
    }
}
