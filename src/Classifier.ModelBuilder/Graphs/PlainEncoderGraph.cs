using Classifier.ModelBuilder.Weights;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Graphs;

/// <summary>The packed graph from plain operators, which on CPU are faster than ONNX Runtime's fused ones.</summary>
internal sealed class PlainEncoderGraph : EncoderGraph
{
    private readonly IDenseLayers _dense;
    private readonly GatheredAttention _attention;

    public PlainEncoderGraph(EncoderWeights weights, EncoderShape shape, Func<LayerWeights, IDenseLayers> dense) : base(weights, shape)
    {
        _dense = dense(Layers);
        _attention = new GatheredAttention(Graph, shape);
    }

    protected override void Prepare()
    {
        _attention.Prepare();
        _dense.Prepare(Graph);
    }

    protected override string Embed()
    {
        Graph.Node("Gather", [Graph.Constant("positions", DataType.Float, [Shape.Positions, Shape.Hidden], () => TensorBytes.Of<float>(Positions())), "pos"], "embedding.position");
        Graph.Node("Add", [Words(), "embedding.position"], "embedding.sum");
        return Norm("embedding.sum", TensorNames.EmbeddingNorm, "embedding");
    }

    protected override string Layer(int index, string x)
    {
        var name = $"layer{index}";
        var context = _attention.Write(index, _dense.QueryKeyValue(Graph, index, x));
        Graph.Node("Add", [_dense.AttentionOutput(Graph, index, context), x], $"{name}.attention.sum");
        var attended = Norm($"{name}.attention.sum", TensorNames.Layer(index) + TensorNames.AttentionNorm, $"{name}.attended");
        Graph.Node("Gelu", [_dense.Intermediate(Graph, index, attended)], $"{name}.gelu", GraphWriter.MicrosoftDomain);
        Graph.Node("Add", [_dense.Output(Graph, index, $"{name}.gelu"), attended], $"{name}.sum");
        return Norm($"{name}.sum", TensorNames.Layer(index) + TensorNames.OutputNorm, name);
    }

    protected override string AsSingle(string x) => x;

    private string Norm(string x, string tensor, string output) => Graph.Node(
        "LayerNormalization",
        [x, Graph.Constant($"{output}.scale", Weights.Read($"{tensor}.weight"), Shape.Hidden), Graph.Constant($"{output}.shift", Weights.Read($"{tensor}.bias"), Shape.Hidden)],
        output, "", GraphWriter.Int("axis", -1), GraphWriter.Float("epsilon", Epsilon));

    // Words stored in 4-bit blocks stay so: exact, a quarter of the size, and decoded after the gather.
    private string Words()
    {
        int vocabulary = Shape.Vocabulary, hidden = Shape.Hidden, blocks = hidden / BlockFormats.BlockSize;
        if (Weights.ReadQ4(TensorNames.WordEmbeddings) is not { } q4)
            return Graph.Node("Gather", [Graph.Constant("words", DataType.Float, [vocabulary, hidden], () => TensorBytes.Of<float>(Weights.Read(TensorNames.WordEmbeddings))), "ids"], "embedding.word");
        var packed = Graph.Constant("words", DataType.Uint8, [vocabulary, hidden / 2], () => BlockFormats.InterleaveQ4(q4.Packed));
        var scales = Graph.Constant("words.scale", DataType.Float, [vocabulary, blocks], () => TensorBytes.Of<float>([.. q4.Scales.Select(s => (float)s)]));
        return Graph.Node("GatherBlockQuantized", [packed, "ids", scales], "embedding.word", GraphWriter.MicrosoftDomain,
            GraphWriter.Int("bits", 4), GraphWriter.Int("block_size", BlockFormats.BlockSize), GraphWriter.Int("gather_axis", 0), GraphWriter.Int("quantize_axis", 1));
    }
}
