namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>
/// Unnormalised DCT-II of 32 numbers, y[k] = 2 Σ x[n] cos(π k (2n + 1) / 64), as scipy.fftpack's. Split into sums and differences
/// of mirrored halves (Lee 1984), so that a symmetric input has odd coefficients of exactly zero, and a flat one all but the first.
/// </summary>
internal static class CosineTransform32
{
    public const int Length = 32;

    // For a half of length h: cos(π (2k + 1) (2n + 1) / 4h) at [k h + n].
    private static readonly double[][] OddCosines = [Odd(16), Odd(8), Odd(4), Odd(2), Odd(1)];

    /// <summary>Replaces 32 numbers by their transform.</summary>
    public static void Transform(Span<double> values)
    {
        Span<double> result = stackalloc double[Length];
        Span<double> difference = stackalloc double[Length / 2];
        var step = 1;
        for (var level = 0; level < OddCosines.Length; level++, step *= 2)
        {
            var half = Length / step / 2;
            for (var n = 0; n < half; n++)
            {
                var (low, high) = (values[n], values[2 * half - 1 - n]);
                (values[n], difference[n]) = (low + high, low - high);
            }

            var cosines = OddCosines[level];
            for (var k = 0; k < half; k++)
            {
                var sum = 0.0;
                for (var n = 0; n < half; n++) sum += difference[n] * cosines[k * half + n];
                result[(2 * k + 1) * step] = 2 * sum;
            }
        }

        result[0] = 2 * values[0];
        result.CopyTo(values);
    }

    private static double[] Odd(int half)
    {
        var cosines = new double[half * half];
        for (var k = 0; k < half; k++)
            for (var n = 0; n < half; n++)
                cosines[k * half + n] = Math.Cos(Math.PI * (2 * k + 1) * (2 * n + 1) / (4 * half));
        return cosines;
    }
}
