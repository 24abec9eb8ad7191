using Classifier.Core;
using Classifier.ModelBuilder.Weights;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Graphs;

/// <summary>
/// int8 products with uint8 activations. Three inputs have a static scale after smoothing, so that the product takes scale and
/// bias with it and no pass over its wide output follows: those of query, key and value and of the first feed-forward product
/// (divided by an own Mul, since the residual needs the layer norm's output as it is) and that of the attention's output (folded
/// into the value weights, exact since attention only averages values). The input of the second feed-forward product, after GELU,
/// has outliers that no static scale holds: it gets a scale a token. Either way a token's numbers don't depend on its neighbours.
/// </summary>
internal sealed class Int8DenseLayers : IDenseLayers
{
    private readonly LayerWeights _layers;
    private readonly IReadOnlyList<LayerRanges> _ranges;
    private readonly int _weightLimit;

    /// <param name="weightLimit">Largest magnitude of a weight: <see cref="ColumnQuantiser.EightBits"/> or <see cref="ColumnQuantiser.SevenBits"/>.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: the ranges are not those of this network.</exception>
    public Int8DenseLayers(LayerWeights layers, EncoderShape shape, IReadOnlyList<LayerRanges> ranges, int weightLimit)
    {
        if (ranges.Count != shape.Layers) throw new ClassifierException(ErrorKind.Configuration, "The activation ranges do not fit the weights.", "weights");
        (_layers, _ranges, _weightLimit) = (layers, ranges, weightLimit);
    }

    public void Prepare(GraphWriter graph) => TokenQuantiser.Prepare(graph);

    public string QueryKeyValue(GraphWriter graph, int layer, string x)
    {
        var linear = _layers.QueryKeyValue(layer);
        return Smoothed(graph, $"layer{layer}.qkv", x, linear.DivideOutputs(2 * linear.In, ContextFactors(layer)), _ranges[layer].Attention);
    }

    public string AttentionOutput(GraphWriter graph, int layer, string context)
    {
        var factors = ContextFactors(layer);
        var scale = Smoothing.Scale(_ranges[layer].Context, factors);
        return Static(graph, $"layer{layer}.attention.output", context, _layers.AttentionOutput(layer).ScaleInputs(factors), scale);
    }

    public string Intermediate(GraphWriter graph, int layer, string x) =>
        Smoothed(graph, $"layer{layer}.intermediate", x, _layers.Intermediate(layer), _ranges[layer].FeedForward);

    public string Output(GraphWriter graph, int layer, string activated)
    {
        var name = $"layer{layer}.output";
        var linear = _layers.Output(layer);
        var (quantised, scale) = TokenQuantiser.Quantise(graph, activated);
        var (weight, weightScale) = Weight(graph, name, linear);
        graph.Node("MatMulIntegerToFloat", [quantised, weight, graph.Constant("one", [1f]), weightScale, TokenQuantiser.ZeroPoint(graph)], $"{name}.steps", GraphWriter.MicrosoftDomain);
        graph.Node("Mul", [$"{name}.steps", scale], $"{name}.product");
        return graph.Node("Add", [$"{name}.product", graph.Constant($"{name}.bias", linear.Bias, linear.Out)], name);
    }

    private float[] ContextFactors(int layer) =>
        Smoothing.Factors(_ranges[layer].Context, _layers.AttentionOutput(layer).InputMagnitudes());

    private string Smoothed(GraphWriter graph, string name, string x, Linear linear, float[] range)
    {
        var factors = Smoothing.Factors(range, linear.InputMagnitudes());
        var inverse = graph.Constant($"{name}.smoothing", [.. factors.Select(f => 1 / f)], linear.In);
        graph.Node("Mul", [x, inverse], $"{name}.smoothed");
        return Static(graph, name, $"{name}.smoothed", linear.ScaleInputs(factors), Smoothing.Scale(range, factors));
    }

    private string Static(GraphWriter graph, string name, string input, Linear linear, float inputScale)
    {
        var scale = graph.Constant($"{name}.input.scale", [inputScale]);
        var zero = graph.Constant("zero128", DataType.Uint8, [], () => [128]);
        graph.Node("QuantizeLinear", [input, scale, zero], $"{name}.input");
        var (weight, weightScale) = Weight(graph, name, linear);
        // The sixth input, a zero point of the weights, is left out: they are symmetric.
        return graph.Node("MatMulIntegerToFloat", [$"{name}.input", weight, scale, weightScale, zero, "", graph.Constant($"{name}.bias", linear.Bias, linear.Out)], name, GraphWriter.MicrosoftDomain);
    }

    private (string Weight, string Scale) Weight(GraphWriter graph, string name, Linear linear)
    {
        var (weights, scales) = ColumnQuantiser.Quantise(linear, _weightLimit);
        return (
            graph.Constant($"{name}.weight", DataType.Int8, [linear.In, linear.Out], () => TensorBytes.Of<sbyte>(weights)),
            graph.Constant($"{name}.weight.scale", scales, linear.Out));
    }
}
