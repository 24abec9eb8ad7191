namespace Classifier.ModelBuilder.Graphs;

/// <summary>A linear layer: weight as out × in, row-major, and its bias.</summary>
internal sealed record Linear(float[] Weight, float[] Bias, int Out, int In)
{
    /// <summary>Largest magnitude in each input channel.</summary>
    public float[] InputMagnitudes()
    {
        var result = new float[In];
        for (var i = 0; i < Out; i++)
            for (var j = 0; j < In; j++)
                result[j] = MathF.Max(result[j], MathF.Abs(Weight[i * In + j]));
        return result;
    }

    /// <summary>The layer for inputs that were divided by <paramref name="factors"/>, one a channel.</summary>
    public Linear ScaleInputs(float[] factors)
    {
        var weight = new float[Weight.Length];
        for (var i = 0; i < weight.Length; i++) weight[i] = Weight[i] * factors[i % In];
        return this with { Weight = weight };
    }

    /// <summary>The layer whose outputs from <paramref name="first"/> on are divided by <paramref name="factors"/>.</summary>
    public Linear DivideOutputs(int first, float[] factors)
    {
        float[] weight = [.. Weight], bias = [.. Bias];
        for (var i = 0; i < factors.Length; i++)
        {
            bias[first + i] /= factors[i];
            for (var j = 0; j < In; j++) weight[(first + i) * In + j] /= factors[i];
        }
        return this with { Weight = weight, Bias = bias };
    }

    /// <summary>The weight as in × out.</summary>
    public float[] Transposed()
    {
        var result = new float[Weight.Length];
        for (var i = 0; i < Out; i++)
            for (var j = 0; j < In; j++)
                result[j * Out + i] = Weight[i * In + j];
        return result;
    }
}
