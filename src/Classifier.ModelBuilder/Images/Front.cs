using Classifier.ModelBuilder.Graphs;

namespace Classifier.ModelBuilder.Images;

/// <summary>What a branch of the network looks at.</summary>
public enum Front
{
    /// <summary>The pixels.</summary>
    Plain,

    /// <summary>What a 3 × 3 high-pass leaves of them, made eight times stronger and limited: texture and noise, hardly content.</summary>
    Residual,
}

internal static class Fronts
{
    private const float Gain = 8;

    /// <summary>[n, 3, side, side], as the pixels come.</summary>
    public static string Add(GraphWriter graph, Front front, string pixels)
    {
        if (front == Front.Plain) return pixels;
        float[] kernel = [-1, 2, -1, 2, -4, 2, -1, 2, -1];
        var values = Enumerable.Range(0, 3).SelectMany(_ => kernel.Select(v => v * Gain / 4)).ToArray();
        var filtered = graph.Node("Conv", [pixels, graph.Constant("high_pass", values, 3, 1, 3, 3)], "residual.filtered", "",
            GraphWriter.Ints("pads", 1, 1, 1, 1), GraphWriter.Ints("kernel_shape", 3, 3), GraphWriter.Int("group", 3));
        return graph.Node("Clip", [filtered, graph.Constant("minus_one", [-1f]), graph.Constant("one", [1f])], "residual.limited");
    }
}
