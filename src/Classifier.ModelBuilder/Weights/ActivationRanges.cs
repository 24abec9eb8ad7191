namespace Classifier.ModelBuilder.Weights;

/// <summary>
/// The largest magnitude that each channel took at the inputs of a layer's matrix products, over calibration texts. Static
/// scales come from them; what lies beyond is clamped.
/// </summary>
/// <param name="Attention">Input of the query, key and value products.</param>
/// <param name="Context">Input of the attention's output product.</param>
/// <param name="FeedForward">Input of the first feed-forward product.</param>
public sealed record LayerRanges(float[] Attention, float[] Context, float[] FeedForward);

/// <summary>Reads and writes the ranges of all layers as safetensors.</summary>
public static class ActivationRanges
{
    /// <exception cref="Core.ClassifierException"><see cref="Core.ErrorKind.Configuration"/>: the file is missing or not valid.</exception>
    public static IReadOnlyList<LayerRanges> Read(string path)
    {
        using var weights = EncoderWeights.Open([path]);
        var layers = new List<LayerRanges>();
        while (weights.Has(Name(layers.Count, nameof(LayerRanges.Attention))))
            layers.Add(new LayerRanges(
                weights.Read(Name(layers.Count, nameof(LayerRanges.Attention))),
                weights.Read(Name(layers.Count, nameof(LayerRanges.Context))),
                weights.Read(Name(layers.Count, nameof(LayerRanges.FeedForward)))));
        return layers;
    }

    public static void Write(string path, IReadOnlyList<LayerRanges> layers)
    {
        var tensors = new Dictionary<string, (TensorType, int[], Func<byte[]>)>();
        for (var i = 0; i < layers.Count; i++)
        {
            Add(Name(i, nameof(LayerRanges.Attention)), layers[i].Attention);
            Add(Name(i, nameof(LayerRanges.Context)), layers[i].Context);
            Add(Name(i, nameof(LayerRanges.FeedForward)), layers[i].FeedForward);
        }
        SafeTensorsWriter.Write(path, tensors);

        void Add(string name, float[] values) =>
            tensors[name] = (TensorType.F32, [values.Length], () => TensorBytes.Of<float>(values));
    }

    private static string Name(int layer, string input) => $"layer.{layer}.{input}";
}
