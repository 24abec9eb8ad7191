namespace Classifier.ModelBuilder.Graphs;

/// <summary>
/// Moves outliers of activations into the weights: channel j is divided by s_j = a_j^α / w_j^(1 - α), with a_j and w_j the largest
/// magnitudes of its activations and weights. SmoothQuant, Xiao et al., 2022, equation 4, with α = 3/4.
/// </summary>
/// <remarks>
/// 3/4 drifted least of 1/2, 3/5, 3/4, 17/20 and 1: docs/model-graph.md. Powers are taken by square roots, which IEEE 754 rounds the
/// same everywhere; <c>pow</c> differs between C libraries, and with it the checksum of the graph would.
/// </remarks>
internal static class Smoothing
{
    public static float[] Factors(float[] activations, float[] weights)
    {
        if (activations.Length != weights.Length)
            throw new Core.ClassifierException(Core.ErrorKind.Configuration, "The activation ranges do not fit the weights.", "weights");
        var factors = new float[weights.Length];
        for (var j = 0; j < factors.Length; j++)
        {
            var activation = MathF.Sqrt(MathF.Max(activations[j], 1e-4f));
            factors[j] = activation * MathF.Sqrt(activation) / MathF.Sqrt(MathF.Sqrt(MathF.Max(weights[j], 1e-5f)));
        }
        return factors;
    }

    /// <summary>The scale of one byte step, symmetric around 128, for activations that were divided by <paramref name="factors"/>.</summary>
    public static float Scale(float[] activations, float[] factors)
    {
        float largest = 0;
        for (var j = 0; j < factors.Length; j++) largest = MathF.Max(largest, activations[j] / factors[j]);
        return MathF.Max(largest, 1e-9f) / 127;
    }
}
