using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        ref var first = ref MemoryMarshal.GetReference(samples[..SampleCount]);
        var steps = Vector256<int>.Zero;
        for (nuint i = 0; i < SampleCount - Side; i += 8)
            steps += Steps(Vector256.LoadUnsafe(ref first, i), Vector256.LoadUnsafe(ref first, i + Side));
        // The last neighbour of a row would be the first of the next: its step counts nothing.
        var gradient = 0;
        for (nuint i = 0; i < SampleCount; i += Side)
        {
            for (nuint j = 0; j < Side - 8; j += 8)
                steps += Steps(Vector256.LoadUnsafe(ref first, i + j), Vector256.LoadUnsafe(ref first, i + j + 1));
            for (var j = (int)i + Side - 8; j < (int)i + Side - 1; j++)
                gradient += Math.Abs((int)((samples[j] - samples[j + 1]) * 100f / 255f));
        }

        return Math.Min((gradient + Vector256.Sum(steps)) / 90, 100);
    }

    /// <summary>B = D A Dᵀ with D = <see cref="Cosines"/>: 64 × 64 samples to 16 × 16 coefficients.</summary>
    public static void LowFrequencies(ReadOnlySpan<float> samples, Span<float> scratch, Span<float> coefficients)
    {
        for (var i = 0; i < LowSide; i++)
            WeightedRows(Cosines.AsSpan(i * Side, Side), samples, scratch.Slice(i * Side, Side));
        // One row of T Dᵀ would leave only two sums in flight, so two rows go together.
        Span<float> pair = stackalloc float[2 * LowSide];
        for (var i = 0; i < LowSide; i += 2)
        {
            WeightedPair(scratch.Slice(i * Side, Side), scratch.Slice((i + 1) * Side, Side), pair);
            pair.CopyTo(coefficients[(i * LowSide)..]);
        }
    }

    /// <summary>Bit 16 i + j says whether coefficient (i, j) is above the median of all.</summary>
    public static Hash256 AboveMedian(ReadOnlySpan<float> coefficients)
    {
        ref var first = ref MemoryMarshal.GetReference(coefficients[..CoefficientCount]);
        var median = Vector256.Create(LowerMedian(coefficients));
        Span<ulong> words = stackalloc ulong[4];
        words.Clear();
        for (var k = 0; k < CoefficientCount; k += 8)
            words[k >> 6] |= (ulong)Vector256.GreaterThan(Vector256.LoadUnsafe(ref first, (nuint)k), median)
                .ExtractMostSignificantBits() << (k & 63);
        return Hash256.FromWords(words);
    }

    /// <summary>The 128th smallest of 256, which is what Meta's Torben search ends at.</summary>
    public static float LowerMedian(ReadOnlySpan<float> coefficients)
    {
        // Bits of floats, the lower 31 turned where negative, order as whole numbers; the answer is found bit by bit.
        Span<int> keys = stackalloc int[CoefficientCount];
        for (var k = 0; k < CoefficientCount; k++) keys[k] = Ordered(BitConverter.SingleToInt32Bits(coefficients[k]));
        ref var first = ref MemoryMarshal.GetReference(keys);
        var (low, high) = ((long)int.MinValue, (long)int.MaxValue);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            var bound = Vector256.Create((int)middle);
            var above = Vector256<int>.Zero;
            for (nuint k = 0; k < CoefficientCount; k += 8)
                above += Vector256.GreaterThan(Vector256.LoadUnsafe(ref first, k), bound);
            if (CoefficientCount + Vector256.Sum(above) >= CoefficientCount / 2) high = middle;
            else low = middle + 1;
        }

        return BitConverter.Int32BitsToSingle(Ordered((int)low));
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

    private static int Ordered(int bits) => bits ^ (bits >> 31 & int.MaxValue);

    private static Vector256<int> Steps(Vector256<float> u, Vector256<float> v) => Vector256.Abs(Vector256.ConvertToInt32(
        (u - v) * Vector256.Create(100f) / Vector256.Create(255f)));

    /// <summary>result[j] = Σₖ weights[k] · rows[k][j] for 64 j, each its own sum in the order of k; eight additions in flight hide how long each takes.</summary>
    private static void WeightedRows(ReadOnlySpan<float> weights, ReadOnlySpan<float> rows, Span<float> result)
    {
        ref var row = ref MemoryMarshal.GetReference(rows);
        var (sum0, sum1, sum2, sum3) =
            (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (sum4, sum5, sum6, sum7) = (sum0, sum1, sum2, sum3);
        foreach (var number in weights)
        {
            var weight = Vector256.Create(number);
            sum0 += weight * Vector256.LoadUnsafe(ref row);
            sum1 += weight * Vector256.LoadUnsafe(ref row, 8);
            sum2 += weight * Vector256.LoadUnsafe(ref row, 16);
            sum3 += weight * Vector256.LoadUnsafe(ref row, 24);
            sum4 += weight * Vector256.LoadUnsafe(ref row, 32);
            sum5 += weight * Vector256.LoadUnsafe(ref row, 40);
            sum6 += weight * Vector256.LoadUnsafe(ref row, 48);
            sum7 += weight * Vector256.LoadUnsafe(ref row, 56);
            row = ref Unsafe.Add(ref row, Side);
        }

        sum4.CopyTo(result[32..]);
        sum5.CopyTo(result[40..]);
        sum6.CopyTo(result[48..]);
        sum7.CopyTo(result[56..]);

        sum0.CopyTo(result);
        sum1.CopyTo(result[8..]);
        sum2.CopyTo(result[16..]);
        sum3.CopyTo(result[24..]);
    }

    /// <summary>Two rows of T times Dᵀ: 2 × 16 sums, each in the order of k.</summary>
    private static void WeightedPair(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, Span<float> result)
    {
        ref var row = ref MemoryMarshal.GetArrayDataReference(CosinesTransposed);
        var (sum0, sum1, sum2, sum3) =
            (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var k = 0; k < Side; k++)
        {
            var (left, right) = (Vector256.LoadUnsafe(ref row), Vector256.LoadUnsafe(ref row, 8));
            var (above, below) = (Vector256.Create(upper[k]), Vector256.Create(lower[k]));
            sum0 += above * left;
            sum1 += above * right;
            sum2 += below * left;
            sum3 += below * right;
            row = ref Unsafe.Add(ref row, LowSide);
        }

        sum0.CopyTo(result);
        sum1.CopyTo(result[8..]);
        sum2.CopyTo(result[16..]);
        sum3.CopyTo(result[24..]);
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
