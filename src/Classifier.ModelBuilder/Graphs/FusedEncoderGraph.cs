using Classifier.ModelBuilder.Weights;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Graphs;

/// <summary>
/// The packed graph in float16 with ONNX Runtime's fused operators (MultiHeadAttention, SkipLayerNormalization, BiasGelu), which
/// CUDA runs as single kernels. On CPU the runtime casts around what has no float16 kernel, so the same file gives golden logits
/// there. The heads stay in float32.
/// </summary>
internal sealed class FusedEncoderGraph(EncoderWeights weights, EncoderShape shape) : EncoderGraph(weights, shape)
{
    protected override void Prepare()
    {
        // Texts lie at the left of the grid, so that a length says which cells hold tokens.
        Graph.Node("ReduceSum", ["mask", Graph.Constant("axis.1", [1], 1)], "lengths", "", GraphWriter.Int("keepdims", 0));
    }

    protected override string Embed()
    {
        Graph.Node("Gather", [Half("words", [Shape.Vocabulary, Shape.Hidden], () => Weights.Read(TensorNames.WordEmbeddings)), "ids"], "embedding.word");
        Graph.Node("Gather", [Half("positions", [Shape.Positions, Shape.Hidden], Positions), "pos"], "embedding.position");
        Graph.Node("Add", ["embedding.word", "embedding.position"], "embedding.sum");
        return Graph.Node("LayerNormalization", ["embedding.sum", .. NormWeights("embedding", TensorNames.EmbeddingNorm)], "embedding", "",
            GraphWriter.Int("axis", -1), GraphWriter.Float("epsilon", Epsilon));
    }

    protected override string Layer(int index, string x)
    {
        var name = $"layer{index}";
        var context = Attention(index, x);
        var attended = Product($"{name}.attention.output", context, Shape.Hidden, Shape.Hidden, () => Layers.AttentionOutput(index));
        attended = SkipNorm($"{name}.attended", attended, x, TensorNames.Layer(index) + TensorNames.AttentionNorm, Bias($"{name}.attention.output", Shape.Hidden, () => Layers.AttentionOutput(index)));
        var inner = Product($"{name}.intermediate", attended, Shape.Hidden, Shape.FeedForward, () => Layers.Intermediate(index));
        Graph.Node("BiasGelu", [inner, Bias($"{name}.intermediate", Shape.FeedForward, () => Layers.Intermediate(index))], $"{name}.gelu", GraphWriter.MicrosoftDomain);
        var outer = Product($"{name}.output", $"{name}.gelu", Shape.FeedForward, Shape.Hidden, () => Layers.Output(index));
        return SkipNorm(name, outer, attended, TensorNames.Layer(index) + TensorNames.OutputNorm, Bias($"{name}.output", Shape.Hidden, () => Layers.Output(index)));
    }

    protected override string AsSingle(string x) => Graph.Node("Cast", [x], "hidden.single", "", GraphWriter.Int("to", (long)DataType.Float));

    private string Attention(int index, string x)
    {
        var name = $"layer{index}.attention";
        var qkv = Product($"layer{index}.qkv", x, Shape.Hidden, 3 * Shape.Hidden, () => Layers.QueryKeyValue(index));
        Graph.Node("Add", [qkv, Bias($"layer{index}.qkv", 3 * Shape.Hidden, () => Layers.QueryKeyValue(index))], $"layer{index}.qkv");
        Graph.Node("Gather", [$"layer{index}.qkv", "pad"], $"{name}.grid");
        Graph.Node("Split", [$"{name}.grid"], [$"{name}.query", $"{name}.key", $"{name}.value"], "", GraphWriter.Int("axis", 2), GraphWriter.Int("num_outputs", 3));
        // Inputs 3 (bias) is left out; 4 is the key padding mask, as a length a text.
        Graph.Node("MultiHeadAttention", [$"{name}.query", $"{name}.key", $"{name}.value", "", "lengths"], $"{name}.mixed", GraphWriter.MicrosoftDomain,
            GraphWriter.Int("num_heads", Shape.AttentionHeads));
        Graph.Node("Reshape", [$"{name}.mixed", Graph.Constant("shape.cells", [-1, Shape.Hidden], 2)], $"{name}.cells");
        return Graph.Node("Gather", [$"{name}.cells", "unpad"], $"{name}.context");
    }

    private string Product(string name, string x, int rows, int columns, Func<Linear> linear) =>
        Graph.Node("MatMul", [x, Half($"{name}.weight", [rows, columns], () => linear().Transposed())], $"{name}.product");

    private string Bias(string name, int columns, Func<Linear> linear) => Half($"{name}.bias", [columns], () => linear().Bias);

    private string SkipNorm(string name, string x, string skip, string tensor, string bias) =>
        Graph.Node("SkipLayerNormalization", [x, skip, .. NormWeights(name, tensor), bias], name, GraphWriter.MicrosoftDomain, GraphWriter.Float("epsilon", Epsilon));

    private string[] NormWeights(string name, string tensor) =>
    [
        Half($"{name}.scale", [Shape.Hidden], () => Weights.Read($"{tensor}.weight")),
        Half($"{name}.shift", [Shape.Hidden], () => Weights.Read($"{tensor}.bias")),
    ];

    private string Half(string name, ReadOnlySpan<int> shape, Func<float[]> values) =>
        Graph.Constant(name, DataType.Float16, shape, () => TensorBytes.Of<Half>([.. values().Select(v => (Half)v)]));
}
