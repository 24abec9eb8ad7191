using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Classifier.Training.Text.Model;

/// <summary>The BERT encoder with its heads, as a function of the weights.</summary>
internal static class Encoder
{
    public const int Width = 384;
    private const int AttentionHeads = 12;
    private const int Layers = 12;
    private const double Epsilon = 1e-12;

    /// <summary>Logits [texts, heads] of one padded batch.</summary>
    public static Tensor Forward(Weights weights, Batch batch)
    {
        var (texts, length) = (batch.Texts, batch.Length);
        var ids = tensor(batch.Ids, [texts, length], device: weights.WordEmbeddings.device);
        var real = tensor(batch.Mask, [texts, length], device: weights.WordEmbeddings.device);
        var mask = batch.Padded ? ((real - 1) * 1e9f).view(texts, 1, 1, length) : null;

        var x = weights.WordEmbeddings.index_select(0, ids.view(-1)).view(texts, length, Width)
            + weights["enc.embeddings.position_embeddings.weight"].narrow(0, 0, length)
            + weights["enc.embeddings.token_type_embeddings.weight"][0];
        x = Norm(weights, "enc.embeddings.LayerNorm", x);
        for (var layer = 0; layer < Layers; layer++)
        {
            var prefix = $"enc.encoder.layer.{layer}.";
            var attended = Linear(weights, prefix + "attention.output.dense", Attend(weights, prefix, x, mask));
            x = Norm(weights, prefix + "attention.output.LayerNorm", attended + x);
            var inner = F.gelu(Linear(weights, prefix + "intermediate.dense", x));
            x = Norm(weights, prefix + "output.LayerNorm", Linear(weights, prefix + "output.dense", inner) + x);
        }

        var pooled = (x * real.unsqueeze(-1)).sum(1) / real.sum(1, keepdim: true);
        var hidden = Linear(weights, "dense", pooled).tanh().view(texts, Heads.Count, Width);
        return (hidden * weights["out"]).sum(-1) + weights["b"];
    }

    private static Tensor Attend(Weights weights, string prefix, Tensor x, Tensor? mask)
    {
        var (texts, length) = (x.shape[0], x.shape[1]);
        Tensor Split(string name) =>
            Linear(weights, $"{prefix}attention.self.{name}", x).view(texts, length, AttentionHeads, Width / AttentionHeads).transpose(1, 2);

        var attended = F.scaled_dot_product_attention(Split("query"), Split("key"), Split("value"), mask!);
        return attended.transpose(1, 2).reshape(texts, length, Width);
    }

    private static Tensor Linear(Weights weights, string name, Tensor x) =>
        F.linear(x, weights[name + ".weight"], weights[name + ".bias"]);

    private static Tensor Norm(Weights weights, string name, Tensor x) =>
        F.layer_norm(x, [Width], weights[name + ".weight"], weights[name + ".bias"], Epsilon);
}
