namespace Classifier.Inference.Batching;

/// <summary>t(n, L) = A·n·L + B + C·n·L², seconds; none negative. n items, L padded length.</summary>
/// <param name="A">Seconds a token: dense layers.</param>
/// <param name="B">Seconds a run: launching, copying.</param>
/// <param name="C">Seconds a pair of tokens: attention.</param>
/// <param name="Spread">Typical |measured − predicted| / predicted.</param>
public sealed record LatencyCoefficients(double A, double B, double C, double Spread = 0)
{
    public static LatencyCoefficients Unknown { get; } = new(0, 0, 0);

    /// <summary>Finite and not negative.</summary>
    internal bool IsSound => this is { A: >= 0, B: >= 0, C: >= 0, Spread: >= 0 } && double.IsFinite(A + B + C + Spread);

    /// <summary>Predicted seconds; 0 while nothing is known.</summary>
    public double Predict(int items, int paddedLength)
    {
        var cells = (double)items * paddedLength;
        return A * cells + B + C * cells * paddedLength;
    }
}

/// <summary>One measured run.</summary>
public readonly record struct LatencySample(int Items, int PaddedLength, double Seconds);
