using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder.Graphs;

/// <summary>The linear layers of the encoder, decoded when asked for.</summary>
internal sealed class LayerWeights(EncoderWeights weights, EncoderShape shape)
{
    /// <summary>Query, key and value as one layer: outputs 0 to H - 1 are the query's, then the key's, then the value's.</summary>
    public Linear QueryKeyValue(int layer)
    {
        var parts = TensorNames.QueryKeyValue.Select(part => TensorNames.Layer(layer) + part).ToArray();
        return new Linear(
            [.. parts.SelectMany(part => weights.Read(part + ".weight"))],
            [.. parts.SelectMany(part => weights.Read(part + ".bias"))],
            3 * shape.Hidden, shape.Hidden);
    }

    public Linear AttentionOutput(int layer) => Read(layer, TensorNames.AttentionOutput, shape.Hidden, shape.Hidden);

    public Linear Intermediate(int layer) => Read(layer, TensorNames.Intermediate, shape.FeedForward, shape.Hidden);

    public Linear Output(int layer) => Read(layer, TensorNames.Output, shape.Hidden, shape.FeedForward);

    private Linear Read(int layer, string name, int rows, int columns) => new(
        weights.Read(TensorNames.Layer(layer) + name + ".weight"), weights.Read(TensorNames.Layer(layer) + name + ".bias"), rows, columns);
}
