using ILGPU;

namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>
/// PDQ step by step for a device, each number rounded where Meta's C++ rounds it: one thread sums one line, one thread takes one
/// coefficient. A compiler behind may still fuse a multiplication with an addition, so bits next to the median are not promised.
/// </summary>
internal static class PdqKernels
{
    public const int Side = 64;
    public const int LowSide = 16;
    public const int Coefficients = LowSide * LowSide;

    /// <summary>32-bit words of a hash, each of 32 successive bits.</summary>
    public const int HashWords = Hash256.BitCount / 32;

    /// <summary>Luminance of pixel i, stored column by column, so that neighbouring threads of the pass along rows read neighbours.</summary>
    public static void Luminance(Index1D i, ArrayView<byte> rgb, ArrayView<float> luminance, int width, int height)
    {
        var (y, x) = (i / width, i % width);
        luminance[(x * height) + y] = (0.299f * rgb[i * 3]) + (0.587f * rgb[(i * 3) + 1]) + (0.114f * rgb[(i * 3) + 2]);
    }

    /// <summary>A running mean along line i: gains input k + lead, loses input k − lag, in this order.</summary>
    public static void Box(Index1D i, ArrayView<float> input, ArrayView<float> output, BoxLines lines)
    {
        var from = i * lines.InputLine;
        var to = i * lines.OutputLine;
        var sum = 0f;
        var held = 0;
        for (var k = 0; k < lines.Lead; k++, held++) sum += input[from + (k * lines.InputStep)];
        for (var k = 0; k < lines.Length; k++)
        {
            if (k + lines.Lead < lines.Length)
            {
                sum += input[from + ((k + lines.Lead) * lines.InputStep)];
                held++;
            }

            if (k >= lines.Lag)
            {
                sum -= input[from + ((k - lines.Lag) * lines.InputStep)];
                held--;
            }

            output[to + (k * lines.OutputStep)] = sum / held;
        }
    }

    /// <summary>Sample i of the 64 × 64; centres are where (2 i + 1) × length / 128 rounds down to.</summary>
    public static void Sample(Index1D i, ArrayView<float> filtered, ArrayView<float> samples, int width, int height)
    {
        var y = (int)(((2L * (i / Side)) + 1) * height / (2 * Side));
        var x = (int)(((2L * (i % Side)) + 1) * width / (2 * Side));
        samples[i] = filtered[(y * width) + x];
    }

    /// <summary>A picture that is 64 × 64 already: its luminance, row by row again.</summary>
    public static void Transpose(Index1D i, ArrayView<float> columns, ArrayView<float> samples) =>
        samples[i] = columns[(i % Side * Side) + (i / Side)];

    /// <summary>Adds the significant steps between sample i and its right and lower neighbour.</summary>
    public static void Gradient(Index1D i, ArrayView<float> samples, ArrayView<int> gradient)
    {
        var steps = 0;
        if (i / Side < Side - 1) steps += IntrinsicMath.Abs((int)((samples[i] - samples[i + Side]) * 100f / 255f));
        if (i % Side < Side - 1) steps += IntrinsicMath.Abs((int)((samples[i] - samples[i + 1]) * 100f / 255f));
        Atomic.Add(ref gradient[0], steps);
    }

    /// <summary>T = D A, 16 × 64.</summary>
    public static void HalfTransform(Index1D i, ArrayView<float> cosines, ArrayView<float> samples, ArrayView<float> half)
    {
        var (row, column) = (i / Side, i % Side);
        var sum = 0f;
        for (var k = 0; k < Side; k++) sum += cosines[(row * Side) + k] * samples[(k * Side) + column];
        half[i] = sum;
    }

    /// <summary>B = T Dᵀ, 16 × 16.</summary>
    public static void Transform(Index1D i, ArrayView<float> cosines, ArrayView<float> half, ArrayView<float> coefficients)
    {
        var (row, column) = (i / LowSide, i % LowSide);
        var sum = 0f;
        for (var k = 0; k < Side; k++) sum += half[(row * Side) + k] * cosines[(column * Side) + k];
        coefficients[i] = sum;
    }

    /// <summary>The coefficient that 127 precede is the median; equals are told apart by their place.</summary>
    public static void Median(Index1D i, ArrayView<float> coefficients, ArrayView<float> median)
    {
        var own = coefficients[i];
        var rank = 0;
        for (var k = 0; k < Coefficients; k++)
        {
            var other = coefficients[k];
            if (other < own || (other == own && k < i)) rank++;
        }

        if (rank == (Coefficients / 2) - 1) median[0] = own;
    }

    /// <summary>Word i of the hash.</summary>
    public static void Bits(Index1D i, ArrayView<float> coefficients, ArrayView<float> median, ArrayView<int> hash)
    {
        var word = 0;
        for (var bit = 0; bit < 32; bit++)
            if (coefficients[(i * 32) + bit] > median[0]) word |= 1 << bit;
        hash[i] = word;
    }
}
