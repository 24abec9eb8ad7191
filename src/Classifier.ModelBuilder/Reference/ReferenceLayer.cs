using Classifier.ModelBuilder.Graphs;
using Classifier.ModelBuilder.Weights;

namespace Classifier.ModelBuilder.Reference;

/// <summary>One layer of the encoder in plain float32 arithmetic.</summary>
internal sealed class ReferenceLayer
{
    private readonly EncoderShape _shape;
    private readonly Linear _qkv, _attentionOutput, _intermediate, _output;
    private readonly ReferenceNorm _attentionNorm, _outputNorm;

    public ReferenceLayer(EncoderWeights weights, EncoderShape shape, int index)
    {
        var layers = new LayerWeights(weights, shape);
        _shape = shape;
        _qkv = layers.QueryKeyValue(index);
        _attentionOutput = layers.AttentionOutput(index);
        _intermediate = layers.Intermediate(index);
        _output = layers.Output(index);
        _attentionNorm = new ReferenceNorm(weights, TensorNames.Layer(index) + TensorNames.AttentionNorm);
        _outputNorm = new ReferenceNorm(weights, TensorNames.Layer(index) + TensorNames.OutputNorm);
    }

    /// <param name="x">[tokens, hidden] of one text.</param>
    /// <param name="ranges">Widened by what passes; null for none.</param>
    public float[] Run(float[] x, int tokens, LayerRanges? ranges)
    {
        Widen(ranges?.Attention, x);
        var context = Attend(ReferenceMath.Product(_qkv, x, tokens), tokens);
        Widen(ranges?.Context, context);
        var attended = _attentionNorm.Run(Sum(ReferenceMath.Product(_attentionOutput, context, tokens), x));
        Widen(ranges?.FeedForward, attended);
        var inner = ReferenceMath.Product(_intermediate, attended, tokens);
        for (var i = 0; i < inner.Length; i++) inner[i] = ReferenceMath.Gelu(inner[i]);
        return _outputNorm.Run(Sum(ReferenceMath.Product(_output, inner, tokens), attended));
    }

    private float[] Attend(float[] qkv, int tokens)
    {
        int hidden = _shape.Hidden, size = EncoderShape.HeadSize;
        var context = new float[tokens * hidden];
        var scores = new float[tokens];
        for (var head = 0; head < _shape.AttentionHeads; head++)
            for (var t = 0; t < tokens; t++)
            {
                var query = Part(t, 0, head);
                for (var s = 0; s < tokens; s++) scores[s] = ReferenceMath.Dot(query, Part(s, 1, head)) / MathF.Sqrt(size);
                ReferenceMath.Softmax(scores);
                var into = context.AsSpan(t * hidden + head * size, size);
                for (var s = 0; s < tokens; s++)
                {
                    var value = Part(s, 2, head);
                    for (var j = 0; j < size; j++) into[j] += scores[s] * value[j];
                }
            }
        return context;

        ReadOnlySpan<float> Part(int token, int part, int head) => qkv.AsSpan(token * 3 * hidden + part * hidden + head * size, size);
    }

    private static float[] Sum(float[] x, float[] y)
    {
        for (var i = 0; i < x.Length; i++) x[i] += y[i];
        return x;
    }

    private static void Widen(float[]? range, float[] x)
    {
        if (range is null) return;
        for (var i = 0; i < x.Length; i++) range[i % range.Length] = MathF.Max(range[i % range.Length], MathF.Abs(x[i]));
    }
}
