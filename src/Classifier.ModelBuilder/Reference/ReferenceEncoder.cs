using Classifier.Core;
using Classifier.ModelBuilder.Graphs;
using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder.Reference;

/// <summary>
/// The encoder with its heads in plain float32, one text at a time, without a runtime: the oracle of the graphs' tests, and what
/// calibrates their scales and renews golden logits. Some 3 ms of a core a token.
/// </summary>
public sealed class ReferenceEncoder
{
    private readonly EncoderShape _shape;
    private readonly float[] _words, _positions, _types, _headOut, _headBias;
    private readonly ReferenceNorm _norm;
    private readonly ReferenceLayer[] _layers;
    private readonly Linear _headDense;

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: tensors are missing or contradict each other.</exception>
    public ReferenceEncoder(EncoderWeights weights)
    {
        _shape = EncoderShape.Of(weights);
        _words = weights.Read(TensorNames.WordEmbeddings);
        _positions = weights.Read(TensorNames.PositionEmbeddings);
        _types = weights.Read(TensorNames.TokenTypeEmbeddings);
        _norm = new ReferenceNorm(weights, TensorNames.EmbeddingNorm);
        _layers = [.. Enumerable.Range(0, _shape.Layers).Select(i => new ReferenceLayer(weights, _shape, i))];
        _headDense = new Linear(weights.Read(TensorNames.HeadDense + ".weight"), weights.Read(TensorNames.HeadDense + ".bias"), _shape.Outputs * _shape.Hidden, _shape.Hidden);
        _headOut = weights.Read(TensorNames.HeadOut);
        _headBias = weights.Read(TensorNames.HeadBias);
    }

    /// <summary>Logits that a text gets.</summary>
    public int Outputs => _shape.Outputs;

    /// <summary>The logits of one text.</summary>
    /// <param name="ids">Token ids, start and end tokens included.</param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.InvalidArgument"/>: no ids, too many, or one outside the vocabulary.</exception>
    public float[] Logits(ReadOnlySpan<int> ids) => Run(ids, null);

    /// <summary>The ranges that the inputs of the layers' products take over some texts.</summary>
    /// <inheritdoc cref="Logits" path="/exception"/>
    public IReadOnlyList<LayerRanges> Ranges(IEnumerable<int[]> texts)
    {
        var total = Empty();
        Parallel.ForEach(texts, Empty, (ids, _, ranges) =>
        {
            Run(ids, ranges);
            return ranges;
        }, ranges =>
        {
            lock (total)
                for (var i = 0; i < total.Length; i++) Merge(total[i], ranges[i]);
        });
        return total;

        LayerRanges[] Empty() => [.. _layers.Select(_ => new LayerRanges(new float[_shape.Hidden], new float[_shape.Hidden], new float[_shape.Hidden]))];
    }

    private float[] Run(ReadOnlySpan<int> ids, LayerRanges[]? ranges)
    {
        var x = Embed(ids);
        for (var i = 0; i < _layers.Length; i++) x = _layers[i].Run(x, ids.Length, ranges?[i]);
        return Head(x, ids.Length);
    }

    private float[] Embed(ReadOnlySpan<int> ids)
    {
        if (ids.Length == 0 || ids.Length > _shape.Positions) throw ClassifierException.Invalid("ids", $"There must be 1 to {_shape.Positions} ids.");
        var hidden = _shape.Hidden;
        var x = new float[ids.Length * hidden];
        for (var t = 0; t < ids.Length; t++)
        {
            if ((uint)ids[t] >= (uint)_shape.Vocabulary) throw ClassifierException.Invalid("ids", $"An id lies outside 0 to {_shape.Vocabulary - 1}.");
            for (var j = 0; j < hidden; j++) x[t * hidden + j] = _words[ids[t] * hidden + j] + _positions[t * hidden + j] + _types[j];
        }
        return _norm.Run(x);
    }

    private float[] Head(float[] x, int tokens)
    {
        var hidden = _shape.Hidden;
        var pooled = new float[hidden];
        for (var i = 0; i < x.Length; i++) pooled[i % hidden] += x[i] / tokens;
        var z = ReferenceMath.Product(_headDense, pooled, 1);
        for (var i = 0; i < z.Length; i++) z[i] = MathF.Tanh(z[i]);
        var logits = new float[_shape.Outputs];
        for (var h = 0; h < logits.Length; h++)
            logits[h] = ReferenceMath.Dot(z.AsSpan(h * hidden, hidden), _headOut.AsSpan(h * hidden, hidden)) + _headBias[h];
        return logits;
    }

    private static void Merge(LayerRanges into, LayerRanges from)
    {
        Max(into.Attention, from.Attention);
        Max(into.Context, from.Context);
        Max(into.FeedForward, from.FeedForward);

        static void Max(float[] x, float[] y)
        {
            for (var i = 0; i < x.Length; i++) x[i] = MathF.Max(x[i], y[i]);
        }
    }
}
