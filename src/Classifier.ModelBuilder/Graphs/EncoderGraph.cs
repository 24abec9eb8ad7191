using Classifier.ModelBuilder.Weights;
using DataType = Classifier.ModelBuilder.Onnx.TensorProto.Types.DataType;

namespace Classifier.ModelBuilder.Graphs;

/// <summary>
/// The packed graph: dense layers run on the T real tokens of a batch, and only attention sees the padded grid of B texts × S
/// positions. Inputs, built by the host: <c>ids[T]</c>, <c>pos[T]</c> token ids and positions, texts one after the other;
/// <c>pad[B,S]</c> for each cell of the grid its row in 0 … T-1, 0 where there is no token; <c>mask[B,S]</c> 1 for a token;
/// <c>unpad[T]</c> each token's cell b·S + s; <c>pool[B,T]</c> 1/length where the token belongs to the text. Output:
/// <c>logits[B,H]</c>.
/// </summary>
internal abstract class EncoderGraph(EncoderWeights weights, EncoderShape shape)
{
    /// <summary>Of BERT's layer norms.</summary>
    protected const float Epsilon = 1e-12f;

    protected GraphWriter Graph { get; } = new("text");
    protected EncoderWeights Weights { get; } = weights;
    protected EncoderShape Shape { get; } = shape;
    protected LayerWeights Layers { get; } = new(weights, shape);

    /// <summary>Writes the model to <paramref name="stream"/>.</summary>
    public void Write(Stream stream, IReadOnlyDictionary<string, string> metadata)
    {
        Inputs();
        Prepare();
        var x = Embed();
        for (var i = 0; i < Shape.Layers; i++) x = Layer(i, x);
        Head(x);
        Graph.Write(stream, metadata);
    }

    /// <summary>Writes what all layers share.</summary>
    protected abstract void Prepare();

    /// <summary>Token vectors [T, hidden] after the first norm.</summary>
    protected abstract string Embed();

    protected abstract string Layer(int index, string x);

    /// <summary>Name of the last layer's output as float32.</summary>
    protected abstract string AsSingle(string x);

    /// <summary>Positions with the one token type that is used added to them.</summary>
    protected float[] Positions()
    {
        var positions = Weights.Read(TensorNames.PositionEmbeddings);
        var type = Weights.Read(TensorNames.TokenTypeEmbeddings);
        for (var i = 0; i < positions.Length; i++) positions[i] += type[i % Shape.Hidden];
        return positions;
    }

    private void Inputs()
    {
        Graph.Input("ids", DataType.Int64, "T");
        Graph.Input("pos", DataType.Int64, "T");
        Graph.Input("pad", DataType.Int64, "B", "S");
        Graph.Input("mask", DataType.Int32, "B", "S");
        Graph.Input("unpad", DataType.Int64, "T");
        Graph.Input("pool", DataType.Float, "B", "T");
    }

    // The mean over a text's tokens as a matrix product, then all heads at once: z = tanh(dense), logit_h = z_h · out_h + b_h.
    private void Head(string x)
    {
        int hidden = Shape.Hidden, outputs = Shape.Outputs, rows = outputs * hidden;
        var dense = new Linear(Weights.Read(TensorNames.HeadDense + ".weight"), Weights.Read(TensorNames.HeadDense + ".bias"), rows, hidden);
        var vectors = Weights.Read(TensorNames.HeadOut);
        var blocks = new float[rows * outputs];
        for (var h = 0; h < outputs; h++)
            for (var j = 0; j < hidden; j++)
                blocks[(h * hidden + j) * outputs + h] = vectors[h * hidden + j];

        Graph.Node("MatMul", ["pool", AsSingle(x)], "pooled");
        Graph.Node("MatMul", ["pooled", Graph.Constant("head.dense.weight", dense.Transposed(), hidden, rows)], "head.dense.product");
        Graph.Node("Add", ["head.dense.product", Graph.Constant("head.dense.bias", dense.Bias, rows)], "head.dense");
        Graph.Node("Tanh", ["head.dense"], "head.z");
        Graph.Node("MatMul", ["head.z", Graph.Constant("head.out.weight", blocks, rows, outputs)], "head.out");
        Graph.Node("Add", ["head.out", Graph.Constant("head.out.bias", Weights.Read(TensorNames.HeadBias), outputs)], "logits");
        Graph.Output("logits", DataType.Float, "B", outputs.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
