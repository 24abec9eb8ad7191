using Classifier.ModelBuilder.Graphs;
using Classifier.ModelBuilder.Weights;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Images;

/// <summary>Writes graphs that score crops: <c>pixels</c> [n, 3, side, side], normalised by 127 and 128, red, green, blue.</summary>
public static class CropGraph
{
    /// <summary>Numbers that one branch gives.</summary>
    public static int StatisticsOf(int branches) => StageStatistics.Count * branches;

    /// <summary>First number and count of each stage's block inside a branch: mean and deviation, then correlations where there are any.</summary>
    public static IReadOnlyList<(int Stage, bool Correlations, int Start, int Count)> Blocks()
    {
        var blocks = new List<(int, bool, int, int)>();
        var at = 0;
        for (var s = 0; s < Lite0Graph.Channels.Length; s++)
        {
            var channels = Lite0Graph.Channels[s];
            blocks.Add((s, false, at, 2 * channels));
            at += 2 * channels;
            if (s >= StageStatistics.Correlated) continue;
            blocks.Add((s, true, at, StageStatistics.Pairs(channels)));
            at += StageStatistics.Pairs(channels);
        }
        return blocks;
    }

    /// <summary>Writes a graph with the output <c>logit</c> [n, 1], or <c>statistics</c> [n, count] where there is no head.</summary>
    /// <remarks>Blocks of statistics that the head gives no weight are not computed; what later stages need of the stages before them is.</remarks>
    /// <param name="weights">State dict of EfficientNet-lite0, safetensors.</param>
    public static void Write(string weights, IReadOnlyList<Front> fronts, int side, LinearHead? head, string output)
    {
        using var file = SafeTensorsFile.Open(weights);
        var graph = new GraphWriter("crops");
        var network = new Lite0Graph(graph, new Lite0Weights(file));
        var size = side.ToString(System.Globalization.CultureInfo.InvariantCulture);
        graph.Input("pixels", DataType.Float, "n", "3", size, size);
        var parts = fronts.SelectMany((front, branch) =>
        {
            var prefix = front.ToString().ToLowerInvariant() + ".";
            var stages = network.Add(Fronts.Add(graph, front, "pixels"), side, prefix);
            return StageStatistics.Add(graph, stages, prefix, (stage, correlations) => head is null || head.Reads(Block(branch, stage, correlations)));
        }).ToArray();
        var all = graph.Node("Concat", parts, "statistics", "", GraphWriter.Int("axis", 1));
        var count = StageStatistics.Count * fronts.Count;
        if (head is null)
            graph.Output(all, DataType.Float, "n", count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else
            graph.Output(Head(graph, all, head.Only(Enumerable.Range(0, fronts.Count).SelectMany(branch => Blocks().Select(b => Block(branch, b.Stage, b.Correlations))))), DataType.Float, "n", "1");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        using var stream = File.Create(output);
        graph.Write(stream, new Dictionary<string, string> { ["family"] = "image", ["target"] = "cpu-fp32" });
    }

    /// <summary>A block's place among the numbers of all branches.</summary>
    private static Range Block(int branch, int stage, bool correlations)
    {
        var (_, _, start, count) = Blocks().Single(b => b.Stage == stage && b.Correlations == correlations);
        start += branch * StageStatistics.Count;
        return start..(start + count);
    }

    private static string Head(GraphWriter graph, string statistics, LinearHead head)
    {
        var count = head.Mean.Length;
        var centred = graph.Node("Sub", [statistics, graph.Constant("head.mean", head.Mean, count)], "head.centred");
        var scaled = graph.Node("Mul", [centred, graph.Constant("head.scale", head.Scale, count)], "head.scaled");
        var limited = graph.Node("Clip", [scaled, graph.Constant("head.low", [-head.Limit]), graph.Constant("head.high", [head.Limit])], "head.limited");
        var product = graph.Node("MatMul", [limited, graph.Constant("head.weights", head.Weights, count, 1)], "head.product");
        return graph.Node("Add", [product, graph.Constant("head.bias", [head.Bias])], "logit");
    }
}
