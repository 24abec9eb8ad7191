using System.Globalization;
using Classifier.ModelBuilder.Graphs;

namespace Classifier.ModelBuilder.Images;

/// <summary>
/// What is read off a stage's output: mean and deviation of each channel over positions, and for the first stages the correlations
/// between channels, a description of texture without regard to place (Gatys et al., "Texture Synthesis Using Convolutional Neural
/// Networks", 2015).
/// </summary>
internal static class StageStatistics
{
    /// <summary>Stages whose channels are correlated: the stem and the two after it.</summary>
    public const int Correlated = 3;

    /// <summary>Numbers of one branch.</summary>
    public static int Count => Lite0Graph.Channels.Sum() * 2 + Lite0Graph.Channels.Take(Correlated).Sum(Pairs);

    public static int Pairs(int channels) => channels * (channels - 1) / 2;

    /// <summary>The blocks' names, stage after stage: mean and deviation, and correlations where they are taken.</summary>
    /// <param name="wanted">Whether a stage's block (with the flag: its correlations) is read; nothing is computed for others.</param>
    public static IEnumerable<string> Add(GraphWriter graph, IReadOnlyList<(string Name, int Side)> stages, string prefix, Func<int, bool, bool> wanted)
    {
        for (var s = 0; s < stages.Count; s++)
        {
            var (moments, correlate) = (wanted(s, false), s < Correlated && wanted(s, true));
            if (!moments && !correlate) continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}stage{s}.");
            foreach (var (part, correlations) in Of(graph, stages[s].Name, stages[s].Side, Lite0Graph.Channels[s], correlate, name))
                if (correlations || moments) yield return part;
        }
    }

    private static IEnumerable<(string Name, bool Correlations)> Of(GraphWriter graph, string stage, int side, int channels, bool correlate, string name)
    {
        var last = graph.Constant("last_axis", [2L], 1);
        var flat = graph.Node("Reshape", [stage, graph.Constant(name + "shape", [0L, channels, side * side], 3)], name + "flat");
        var mean = graph.Node("ReduceMean", [flat, last], name + "mean_kept", "", GraphWriter.Int("keepdims", 1));
        var centred = graph.Node("Sub", [flat, mean], name + "centred");
        var variance = graph.Node("ReduceMean", [graph.Node("Mul", [centred, centred], name + "square"), last], name + "variance", "", GraphWriter.Int("keepdims", 1));
        var deviation = graph.Node("Sqrt", [variance], name + "deviation_kept");
        yield return (graph.Node("Squeeze", [mean, last], name + "mean"), false);
        yield return (graph.Node("Squeeze", [deviation, last], name + "deviation"), false);
        if (!correlate) yield break;

        // A channel without deviation correlates with none.
        var unit = graph.Node("Div", [centred, graph.Node("Add", [deviation, graph.Constant("tiny", [1e-3f])], name + "divisor")], name + "unit");
        var product = graph.Node("MatMul", [unit, graph.Node("Transpose", [unit], name + "turned", "", GraphWriter.Ints("perm", 0, 2, 1))], name + "product");
        var whole = graph.Node("Reshape", [product, graph.Constant(name + "matrix", [0L, channels * channels], 2)], name + "whole");
        var picked = graph.Node("Gather", [whole, graph.Constant(name + "pairs", Triangle(channels), Pairs(channels))], name + "picked", "", GraphWriter.Int("axis", 1));
        yield return (graph.Node("Mul", [picked, graph.Constant(name + "share", [1f / (side * side)])], name + "correlations"), true);
    }

    private static long[] Triangle(int channels)
    {
        var pairs = new List<long>();
        for (long a = 0; a < channels; a++)
            for (var b = a + 1; b < channels; b++) pairs.Add(a * channels + b);
        return [.. pairs];
    }
}
