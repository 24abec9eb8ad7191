using System.Globalization;
using Classifier.ModelBuilder.Graphs;
using Classifier.ModelBuilder.Weights;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Images;

/// <summary>
/// EfficientNet-lite0 up to its last stage: 3 × 3 stem and sixteen blocks, ReLU6, TensorFlow's SAME padding (with stride 2 the odd
/// row and column go to the bottom and the right). Weights are stored as float16 and computed with as float32.
/// </summary>
internal sealed class Lite0Graph(GraphWriter graph, Lite0Weights weights)
{
    /// <summary>Channels of the stem and of each stage.</summary>
    public static readonly int[] Channels = [32, 16, 24, 40, 80, 112, 192, 320];

    private static readonly (int Repeats, int Kernel, int Stride, int Expansion)[] Stages =
        [(1, 3, 1, 1), (2, 3, 2, 6), (2, 5, 2, 6), (3, 3, 2, 6), (3, 5, 1, 6), (4, 5, 2, 6), (1, 3, 1, 6)];

    /// <summary>Adds the network.</summary>
    /// <param name="input">[n, 3, side, side], normalised.</param>
    /// <param name="prefix">Before every value's name, so that two branches can share the weights.</param>
    /// <param name="stages">How many of the stages.</param>
    /// <returns>Output of the stem and of each stage, and its side.</returns>
    public IReadOnlyList<(string Name, int Side)> Add(string input, int side, string prefix, int stages = int.MaxValue)
    {
        var kept = new List<(string, int)>();
        var x = Convolve(input, "_conv_stem", "_bn0", 2, 1, ref side, prefix, true);
        kept.Add((x, side));
        var block = 0;
        foreach (var (repeats, _, stride, expansion) in Stages.Take(stages))
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
        return kept;
    }

    // Groups of 0: one a channel.
    private string Convolve(string x, string convolution, string norm, int stride, int groups, ref int side, string prefix, bool limit)
    {
        var folded = weights.Convolution(convolution, norm);
        var kernel = folded.Shape[^1];
        var output = (side + stride - 1) / stride;
        var padding = Math.Max((output - 1) * stride + kernel - side, 0);
        var (before, after) = (padding / 2, padding - padding / 2);
        side = output;
        var value = graph.Node("Conv", [x, Half(convolution, folded.Values, folded.Shape), graph.Constant(convolution + ".bias", folded.Bias, folded.Bias.Length)],
            prefix + convolution, "",
            GraphWriter.Ints("strides", stride, stride), GraphWriter.Ints("pads", before, before, after, after),
            GraphWriter.Ints("kernel_shape", kernel, kernel), GraphWriter.Int("group", groups == 0 ? folded.Shape[0] : groups));
        if (!limit) return value;
        return graph.Node("Clip", [value, graph.Constant("zero", [0f]), graph.Constant("six", [6f])], prefix + convolution + ".relu6");
    }

    private readonly HashSet<string> _cast = new(StringComparer.Ordinal);

    private string Half(string name, float[] values, int[] shape)
    {
        var constant = graph.Constant(name + ".half", DataType.Float16, shape, () => TensorBytes.Of<Half>([.. values.Select(v => (Half)v)]));
        if (_cast.Add(name)) graph.Node("Cast", [constant], name + ".weight", "", GraphWriter.Int("to", (long)DataType.Float));
        return name + ".weight";
    }
}
