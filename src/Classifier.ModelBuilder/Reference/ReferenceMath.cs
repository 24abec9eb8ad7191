using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Classifier.ModelBuilder.Graphs;

namespace Classifier.ModelBuilder.Reference;

/// <summary>Arithmetic of the reference encoder.</summary>
internal static class ReferenceMath
{
    // Tokens that share one pass over a row of weights.
    private const int Block = 4;

    /// <param name="x">[tokens, in].</param>
    /// <returns>[tokens, out], the bias added.</returns>
    public static float[] Product(Linear linear, float[] x, int tokens)
    {
        var result = new float[tokens * linear.Out];
        for (var o = 0; o < linear.Out; o++)
        {
            var weight = linear.Weight.AsSpan(o * linear.In, linear.In);
            var t = 0;
            for (; t + Block <= tokens; t += Block)
            {
                var (a, b, c, d) = Dot4(weight, x.AsSpan(t * linear.In, Block * linear.In));
                result[t * linear.Out + o] = a + linear.Bias[o];
                result[(t + 1) * linear.Out + o] = b + linear.Bias[o];
                result[(t + 2) * linear.Out + o] = c + linear.Bias[o];
                result[(t + 3) * linear.Out + o] = d + linear.Bias[o];
            }
            for (; t < tokens; t++) result[t * linear.Out + o] = Dot(weight, x.AsSpan(t * linear.In, linear.In)) + linear.Bias[o];
        }
        return result;
    }

    /// <summary>Lengths are multiples of 8.</summary>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = Vector256<float>.Zero;
        var xs = MemoryMarshal.Cast<float, Vector256<float>>(x);
        var ys = MemoryMarshal.Cast<float, Vector256<float>>(y);
        for (var i = 0; i < xs.Length; i++) sum = Vector256.FusedMultiplyAdd(xs[i], ys[i], sum);
        return Vector256.Sum(sum);
    }

    public static void Softmax(Span<float> scores)
    {
        var largest = float.NegativeInfinity;
        foreach (var s in scores) largest = MathF.Max(largest, s);
        float sum = 0;
        foreach (ref var s in scores) sum += s = MathF.Exp(s - largest);
        foreach (ref var s in scores) s /= sum;
    }

    /// <summary>x · Φ(x). Hendrycks and Gimpel, 2016.</summary>
    public static float Gelu(float x) => (float)(0.5 * x * (1 + Erf(x / Math.Sqrt(2))));

    /// <summary>The error function within 1.5e-7. Abramowitz and Stegun, 7.1.26.</summary>
    public static double Erf(double x)
    {
        var t = 1 / (1 + 0.3275911 * Math.Abs(x));
        var tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.Exp(-x * x);
        return x < 0 ? tail - 1 : 1 - tail;
    }

    private static (float, float, float, float) Dot4(ReadOnlySpan<float> weight, ReadOnlySpan<float> rows)
    {
        var w = MemoryMarshal.Cast<float, Vector256<float>>(weight);
        var x = MemoryMarshal.Cast<float, Vector256<float>>(rows);
        var n = w.Length;
        ReadOnlySpan<Vector256<float>> x0 = x[..n], x1 = x.Slice(n, n), x2 = x.Slice(2 * n, n), x3 = x.Slice(3 * n, n);
        Vector256<float> a = default, b = default, c = default, d = default;
        for (var i = 0; i < w.Length; i++)
        {
            a = Vector256.FusedMultiplyAdd(w[i], x0[i], a);
            b = Vector256.FusedMultiplyAdd(w[i], x1[i], b);
            c = Vector256.FusedMultiplyAdd(w[i], x2[i], c);
            d = Vector256.FusedMultiplyAdd(w[i], x3[i], d);
        }
        return (Vector256.Sum(a), Vector256.Sum(b), Vector256.Sum(c), Vector256.Sum(d));
    }
}
