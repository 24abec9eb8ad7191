using Classifier.Core;
using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder.Graphs;

/// <summary>Sizes of the network, read from the weights.</summary>
/// <param name="Hidden">Width of a token.</param>
/// <param name="FeedForward">Width between the two feed-forward layers.</param>
/// <param name="Outputs">Logits: heads of the classifier, not of attention.</param>
internal sealed record EncoderShape(int Vocabulary, int Positions, int Hidden, int Layers, int FeedForward, int Outputs)
{
    // Of all BERT sizes of this width; the weights themselves cannot say it.
    public const int HeadSize = 32;

    public int AttentionHeads => Hidden / HeadSize;

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: tensors are missing or their sizes contradict each other.</exception>
    public static EncoderShape Of(EncoderWeights weights)
    {
        var (vocabulary, hidden) = weights.Shape(TensorNames.WordEmbeddings);
        var (positions, _) = weights.Shape(TensorNames.PositionEmbeddings);
        var layers = 0;
        while (weights.Has(TensorNames.Layer(layers) + TensorNames.Intermediate + ".weight")) layers++;
        if (layers == 0) throw Wrong("have no layers");
        var (feedForward, _) = weights.Shape(TensorNames.Layer(0) + TensorNames.Intermediate + ".weight");
        var (outputs, _) = weights.Shape(TensorNames.HeadOut);
        var shape = new EncoderShape(vocabulary, positions, hidden, layers, feedForward, outputs);
        shape.Check(weights);
        return shape;
    }

    private void Check(EncoderWeights weights)
    {
        if (Hidden % HeadSize != 0 || Outputs == 0) throw Wrong("have a width or a number of outputs that does not fit");
        Expect(weights, TensorNames.PositionEmbeddings, Positions, Hidden);
        Expect(weights, TensorNames.HeadDense + ".weight", Outputs * Hidden, Hidden);
        Expect(weights, TensorNames.HeadDense + ".bias", Outputs * Hidden, 1);
        Expect(weights, TensorNames.HeadOut, Outputs, Hidden);
        Expect(weights, TensorNames.HeadBias, Outputs, 1);
        Norm(weights, TensorNames.EmbeddingNorm);
        for (var i = 0; i < Layers; i++)
        {
            var layer = TensorNames.Layer(i);
            foreach (var part in TensorNames.QueryKeyValue) Linear(weights, layer + part, Hidden, Hidden);
            Linear(weights, layer + TensorNames.AttentionOutput, Hidden, Hidden);
            Norm(weights, layer + TensorNames.AttentionNorm);
            Linear(weights, layer + TensorNames.Intermediate, FeedForward, Hidden);
            Linear(weights, layer + TensorNames.Output, Hidden, FeedForward);
            Norm(weights, layer + TensorNames.OutputNorm);
        }
    }

    private static void Linear(EncoderWeights weights, string name, int rows, int columns)
    {
        Expect(weights, name + ".weight", rows, columns);
        Expect(weights, name + ".bias", rows, 1);
    }

    private void Norm(EncoderWeights weights, string name)
    {
        Expect(weights, name + ".weight", Hidden, 1);
        Expect(weights, name + ".bias", Hidden, 1);
    }

    private static void Expect(EncoderWeights weights, string name, int rows, int columns)
    {
        if (weights.Shape(name) != (rows, columns)) throw Wrong($"have a tensor {name} of the wrong size");
    }

    private static ClassifierException Wrong(string what) => new(ErrorKind.Configuration, $"The weights {what}.", "weights");
}
