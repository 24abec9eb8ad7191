using Classifier.ModelBuilder.Weights;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Graphs;

/// <summary>float32 products. Weights are decoded while the file is written, one at a time.</summary>
internal sealed class FloatDenseLayers(LayerWeights layers, EncoderShape shape) : IDenseLayers
{
    public void Prepare(GraphWriter graph)
    {
    }

    public string QueryKeyValue(GraphWriter graph, int layer, string x) =>
        Product(graph, $"layer{layer}.qkv", x, shape.Hidden, 3 * shape.Hidden, () => layers.QueryKeyValue(layer));

    public string AttentionOutput(GraphWriter graph, int layer, string context) =>
        Product(graph, $"layer{layer}.attention.output", context, shape.Hidden, shape.Hidden, () => layers.AttentionOutput(layer));

    public string Intermediate(GraphWriter graph, int layer, string x) =>
        Product(graph, $"layer{layer}.intermediate", x, shape.Hidden, shape.FeedForward, () => layers.Intermediate(layer));

    public string Output(GraphWriter graph, int layer, string activated) =>
        Product(graph, $"layer{layer}.output", activated, shape.FeedForward, shape.Hidden, () => layers.Output(layer));

    private static string Product(GraphWriter graph, string name, string input, int rows, int columns, Func<Linear> linear)
    {
        var weight = graph.Constant($"{name}.weight", DataType.Float, [rows, columns], () => TensorBytes.Of<float>(linear().Transposed()));
        var bias = graph.Constant($"{name}.bias", DataType.Float, [columns], () => TensorBytes.Of<float>(linear().Bias));
        graph.Node("MatMul", [input, weight], $"{name}.product");
        return graph.Node("Add", [$"{name}.product", bias], name);
    }
}
