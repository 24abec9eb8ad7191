using Classifier.ModelBuilder.Graphs;
using Classifier.ModelBuilder.Weights;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Images;

/// <summary>Convolutions behind the trunk of a <see cref="CellGraph"/>; weights are stored as float16 and computed with as float32.</summary>
internal sealed class CellHeads(GraphWriter graph, SafeTensorsFile file, Lite0Weights weights)
{
    private const float Tiny = 1e-12f;

    /// <summary>Channels that come out of a head.</summary>
    public int Width(string name) => file.Tensors[name + ".weight"].Shape[0];

    /// <summary>A convolution of stride 1 that keeps the size.</summary>
    public string Convolve(string name, string x, string output)
    {
        var (values, bias) = (weights.Floats(name + ".weight"), weights.Floats(name + ".bias"));
        var shape = file.Tensors[name + ".weight"].Shape.ToArray();
        var half = graph.Constant(name + ".half", DataType.Float16, shape, () => TensorBytes.Of<Half>([.. values.Select(v => (Half)v)]));
        var whole = graph.Node("Cast", [half], name + ".weight", "", GraphWriter.Int("to", (long)DataType.Float));
        var (kernel, pad) = (shape[^1], shape[^1] / 2);
        return graph.Node("Conv", [x, whole, graph.Constant(name + ".bias", bias, bias.Length)], output, "",
            GraphWriter.Ints("pads", pad, pad, pad, pad), GraphWriter.Ints("kernel_shape", kernel, kernel));
    }

    public string Rectified(string name, string x) => graph.Node("Relu", [Convolve(name, x, name + ".sum")], name + ".relu");

    /// <summary>A convolution whose channels are brought to length 1 in each cell.</summary>
    public string Unit(string name, string x, string output)
    {
        var value = Convolve(name, x, name + ".sum");
        var length = graph.Node("ReduceL2", [value, graph.Constant("channels", [1L], 1)], name + ".length", "", GraphWriter.Int("keepdims", 1));
        return graph.Node("Div", [value, graph.Node("Max", [length, graph.Constant("tiny_length", [Tiny])], name + ".divisor")], output);
    }
}
