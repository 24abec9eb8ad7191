using System.Globalization;
using Classifier.ModelBuilder.Graphs;
using Classifier.ModelBuilder.Weights;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Images;

/// <summary>
/// EfficientNet-lite0 up to its last convolution: 3 × 3 stem, sixteen blocks, 1 × 1 to 1280 channels, ReLU6, TensorFlow's SAME padding
/// (with stride 2 the odd row and column go to the bottom and the right). Weights stand in the graph as the float16 that they are in the
/// file; the runtime makes float32 of them and multiplies the batch norm's gain in when it loads the graph.
/// </summary>
internal sealed class Lite0Graph(GraphWriter graph, Lite0Weights weights)
{
    /// <summary>Channels of the stem, of each stage and of the last convolution.</summary>
    public static readonly int[] Channels = [32, 16, 24, 40, 80, 112, 192, 320, 1280];

    private static readonly (int Repeats, int Kernel, int Stride, int Expansion)[] Stages =
        [(1, 3, 1, 1), (2, 3, 2, 6), (2, 5, 2, 6), (3, 3, 2, 6), (3, 5, 1, 6), (4, 5, 2, 6), (1, 3, 1, 6)];

    /// <summary>Adds the network.</summary>
    /// <param name="input">[n, 3, side, side], normalised.</param>
    /// <param name="prefix">Before every value's name, so that two branches can share the weights.</param>
    /// <returns>Output of the stem, of each stage and of the last convolution, and its side.</returns>
    public IReadOnlyList<(string Name, int Side)> Add(string input, int side, string prefix)
    {
        var kept = new List<(string, int)>();
        var x = Convolve(input, "_conv_stem", "_bn0", 2, 1, ref side, prefix, true);
        kept.Add((x, side));
        var block = 0;
        foreach (var (repeats, _, stride, expansion) in Stages)
        {
            for (var r = 0; r < repeats; r++, block++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"_blocks.{block}.");
                var y = expansion == 1 ? x : Convolve(x, name + "_expand_conv", name + "_bn0", 1, 1, ref side, prefix, true);
                y = Convolve(y, name + "_depthwise_conv", name + "_bn1", r == 0 ? stride : 1, 0, ref side, prefix, true);
                y = Convolve(y, name + "_project_conv", name + "_bn2", 1, 1, ref side, prefix, false);
                x = r > 0 ? graph.Node("Add", [x, y], prefix + name + "sum") : y;
            }
            kept.Add((x, side));
        }
        kept.Add((Convolve(x, "_conv_head", "_bn1", 1, 1, ref side, prefix, true), side));
        return kept;
    }

    // Groups of 0: one a channel.
    private string Convolve(string x, string convolution, string norm, int stride, int groups, ref int side, string prefix, bool limit)
    {
        var normed = weights.Convolution(convolution, norm);
        var kernel = normed.Shape[^1];
        var output = (side + stride - 1) / stride;
        var padding = Math.Max((output - 1) * stride + kernel - side, 0);
        var (before, after) = (padding / 2, padding - padding / 2);
        side = output;
        var value = graph.Node("Conv", [x, Weight(convolution, normed), graph.Constant(convolution + ".bias", normed.Bias, normed.Bias.Length)],
            prefix + convolution, "",
            GraphWriter.Ints("strides", stride, stride), GraphWriter.Ints("pads", before, before, after, after),
            GraphWriter.Ints("kernel_shape", kernel, kernel), GraphWriter.Int("group", groups == 0 ? normed.Shape[0] : groups));
        if (!limit) return value;
        return graph.Node("Clip", [value, graph.Constant("zero", [0f]), graph.Constant("six", [6f])], prefix + convolution + ".relu6");
    }

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    private string Weight(string name, NormedConvolution convolution)
    {
        if (!_written.Add(name)) return name + ".weight";
        var half = graph.Constant(name + ".half", DataType.Float16, convolution.Shape, () => TensorBytes.Of<Half>([.. convolution.Values.Select(v => (Half)v)]));
        var single = graph.Node("Cast", [half], name + ".single", "", GraphWriter.Int("to", (long)DataType.Float));
        return graph.Node("Mul", [single, graph.Constant(name + ".gain", convolution.Gain, convolution.Gain.Length, 1, 1, 1)], name + ".weight");
    }
}
