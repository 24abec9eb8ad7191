namespace Classifier.ModelBuilder.Graphs;

/// <summary>Symmetric int8 weights with one scale an output.</summary>
internal static class ColumnQuantiser
{
    /// <summary>All of int8 but -128.</summary>
    public const int EightBits = 127;

    /// <summary>
    /// With weights of at most this size no pair of unsigned × signed products leaves 16 bits: 2 · 255 · 63 = 32,130 ≤ 32,767,
    /// so <c>vpmaddubsw</c> cannot saturate.
    /// </summary>
    public const int SevenBits = 63;

    private const float Smallest = 1e-9f;

    /// <returns>Weights as in × out, and a scale an output.</returns>
    public static (sbyte[] Weights, float[] Scales) Quantise(Linear linear, int limit)
    {
        var scales = new float[linear.Out];
        var weights = new sbyte[linear.Weight.Length];
        for (var i = 0; i < linear.Out; i++)
        {
            var row = linear.Weight.AsSpan(i * linear.In, linear.In);
            var largest = Smallest;
            foreach (var w in row) largest = MathF.Max(largest, MathF.Abs(w));
            scales[i] = largest / limit;
            for (var j = 0; j < row.Length; j++)
                weights[j * linear.Out + i] = (sbyte)Math.Clamp((int)MathF.Round(row[j] / scales[i]), -limit, limit);
        }
        return (weights, scales);
    }
}
