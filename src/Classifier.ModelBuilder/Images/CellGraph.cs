using System.Globalization;
using Classifier.ModelBuilder.Graphs;
using Classifier.ModelBuilder.Weights;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Images;

/// <summary>
/// Writes the graph that finds logos: EfficientNet-lite0 to a thirty-second of the size, and for each cell of 16 × 16 pixels whether
/// a logo's middle is there, an embedding of it and its box. Input <c>pixels</c> [n, 3, h, w], sides multiples of 32, normalised
/// by 127 and 128. Outputs <c>objectness</c> [n, 1, h/16, w/16] (logits), <c>embedding</c> [n, 128, h/16, w/16] (length 1) and
/// <c>box</c> [n, 4, h/16, w/16]: left, top, right, bottom, in pixels from the cell's middle.
/// </summary>
public static class CellGraph
{
    /// <summary>Pixels to a cell.</summary>
    public const int Stride = 16;

    // Padding is the same for every side that is a multiple of 32, so any one stands for all.
    private const int AnySide = 160;
    private const int Eighth = 3, Trunk = 4, Sixteenth = 5, ThirtySecond = 6;

    /// <summary>Writes the trunk alone, up to its fourth stage: outputs <c>eighth</c> [n, 40, h/8, w/8] and <c>sixteenth</c> [n, 80, h/16, w/16].</summary>
    /// <param name="weights">State dict of EfficientNet-lite0, safetensors.</param>
    public static void WriteTrunk(string weights, string output)
    {
        using var file = SafeTensorsFile.Open(weights);
        var graph = new GraphWriter("trunk");
        graph.Input("pixels", DataType.Float, "n", "3", "h", "w");
        var stages = new Lite0Graph(graph, new Lite0Weights(file)).Add("pixels", AnySide, "", Trunk);
        foreach (var (stage, name) in new[] { (Eighth, "eighth"), (Trunk, "sixteenth") })
            graph.Output(graph.Node("Identity", [stages[stage].Name], name), DataType.Float, "n", Lite0Graph.Channels[stage].ToString(CultureInfo.InvariantCulture), "rows", "columns");
        Write(graph, output);
    }

    /// <param name="weights">State dict of EfficientNet-lite0 with the heads <c>mix</c>, <c>embed</c>, <c>find</c>, <c>objectness</c> and <c>box</c>, safetensors.</param>
    public static void Write(string weights, string output)
    {
        using var file = SafeTensorsFile.Open(weights);
        var graph = new GraphWriter("cells");
        graph.Input("pixels", DataType.Float, "n", "3", "h", "w");
        var read = new Lite0Weights(file);
        var seen = Seen(graph, read);
        var heads = new CellHeads(graph, file, read);
        var mixed = heads.Rectified("mix", seen);
        heads.Unit("embed", mixed, "embedding");
        var found = heads.Rectified("find", mixed);
        heads.Convolve("objectness", found, "objectness");
        var distance = graph.Node("Softplus", [heads.Convolve("box", found, "distance")], "cells");
        graph.Node("Mul", [distance, graph.Constant("stride", [(float)Stride])], "box");
        graph.Output("objectness", DataType.Float, "n", "1", "rows", "columns");
        graph.Output("embedding", DataType.Float, "n", heads.Width("embed").ToString(CultureInfo.InvariantCulture), "rows", "columns");
        graph.Output("box", DataType.Float, "n", "4", "rows", "columns");
        Write(graph, output);
    }

    /// <summary>Writes what the heads read, as one output <c>seen</c> [n, 344, h/16, w/16]: a pooled eighth, a sixteenth, an enlarged thirty-second.</summary>
    /// <param name="weights">State dict of EfficientNet-lite0, safetensors.</param>
    public static void WriteSeen(string weights, string output)
    {
        using var file = SafeTensorsFile.Open(weights);
        var graph = new GraphWriter("seen");
        graph.Input("pixels", DataType.Float, "n", "3", "h", "w");
        graph.Output(Seen(graph, new Lite0Weights(file)), DataType.Float, "n", (Lite0Graph.Channels[Eighth] + Lite0Graph.Channels[Sixteenth] + Lite0Graph.Channels[ThirtySecond]).ToString(CultureInfo.InvariantCulture), "rows", "columns");
        Write(graph, output);
    }

    private static string Seen(GraphWriter graph, Lite0Weights weights)
    {
        var stages = new Lite0Graph(graph, weights).Add("pixels", AnySide, "", ThirtySecond);
        var eighth = graph.Node("AveragePool", [stages[Eighth].Name], "eighth", "", GraphWriter.Ints("kernel_shape", 2, 2), GraphWriter.Ints("strides", 2, 2));
        var thirtySecond = graph.Node("Resize", [stages[ThirtySecond].Name, "", graph.Constant("twice", [1f, 1, 2, 2], 4)], "thirty_second", "",
            GraphWriter.Text("mode", "nearest"), GraphWriter.Text("coordinate_transformation_mode", "asymmetric"), GraphWriter.Text("nearest_mode", "floor"));
        return graph.Node("Concat", [eighth, stages[Sixteenth].Name, thirtySecond], "seen", "", GraphWriter.Int("axis", 1));
    }

    private static void Write(GraphWriter graph, string output)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        using var stream = File.Create(output);
        graph.Write(stream, new Dictionary<string, string> { ["family"] = "logo", ["target"] = "cpu-fp32" });
    }
}
