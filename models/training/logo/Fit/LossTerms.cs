using Classifier.Training.Logo.Scenes;
using static TorchSharp.torch;

namespace Classifier.Training.Logo.Fit;

/// <param name="Right">Share of embeddings whose nearest proxy is their brand's.</param>
internal sealed record Losses(Tensor Objectness, Tensor Box, Tensor Proxy, Tensor Contrast, double Right)
{
    public Tensor Sum(double proxies) => Objectness + Box + (proxies * Proxy) + Contrast;

    public double[] Values => [Objectness.item<float>(), Box.item<float>(), Proxy.item<float>(), Contrast.item<float>(), Right];
}

/// <summary>
/// Focal loss for objectness, GIoU for boxes. Embeddings, two cells of each logo: a softmax over one learnt proxy a brand with a margin
/// (CosFace: Wang et al., "CosFace: Large Margin Cosine Loss for Deep Face Recognition", CVPR 2018), and the supervised contrastive
/// loss (Khosla et al., "Supervised Contrastive Learning", NeurIPS 2020) against the batch and a memory of batches before it.
/// </summary>
internal static class LossTerms
{
    /// <summary>Brand of a logo that is nobody's.</summary>
    public const int Nobody = int.MaxValue;

    private const float Scale = 20, Margin = .15f;

    public static Losses Of((Tensor Objectness, Tensor Embedding, Tensor Box) got, Scene[] scenes, Tensor proxies, Memory memory, Random random)
    {
        var (h, w) = ((int)got.Objectness.shape[2], (int)got.Objectness.shape[3]);
        var asked = new Asked();
        for (var n = 0; n < scenes.Length; n++)
        {
            asked.Add(Marks.Of(scenes[n], h, w), scenes[n].Brand, Enumerable.Range(0, h * w), random);
        }

        return Of((got.Objectness.reshape(-1), Rows(got.Embedding), Rows(got.Box)), asked, proxies, memory);
    }

    /// <summary>From cells one below the other.</summary>
    public static Losses Of((Tensor Objectness, Tensor Embedding, Tensor Box) got, Asked asked, Tensor proxies, Memory memory)
    {
        var device = got.Objectness.device;
        Tensor Longs(List<long> values) => tensor(values.ToArray()).to(device);
        Tensor Floats(List<float> values) => tensor(values.ToArray()).to(device);
        var objectness = Focal(got.Objectness, Floats(asked.Target), Floats(asked.Weight)) / Math.Max(1, asked.Cells.Count);
        var box = (1 - Overlap(got.Box[Longs(asked.Cells)], Floats(asked.Boxes).reshape(-1, 4))).mean();
        var (embeddings, labels) = (got.Embedding[Longs(asked.Embedded)], Longs(asked.Brands));
        var cosine = embeddings.mm(nn.functional.normalize(proxies, 2, 1).t());
        var margins = nn.functional.one_hot(labels, proxies.shape[0]).to(float32) * Margin;
        var proxy = nn.functional.cross_entropy((cosine - margins) * Scale, labels);
        var right = cosine.argmax(1).eq(labels).to(float32).mean().item<float>();
        return new(objectness, box, proxy, Contrast(embeddings, labels, memory), right);
    }

    // Rows come in twos, the two cells of a logo; what a row is compared with is the first cell of every other logo.
    private static Tensor Contrast(Tensor embeddings, Tensor labels, Memory memory)
    {
        var (first, firstLabels) = (embeddings[TensorIndex.Slice(0, null, 2)], labels[TensorIndex.Slice(0, null, 2)]);
        var (against, againstLabels) = memory.With(first, firstLabels);
        var scores = embeddings.mm(against.t()) * Scale;
        var own = arange(labels.shape[0]).div(2, RoundingMode.floor).to(int64).unsqueeze(1).eq(arange(against.shape[0]).unsqueeze(0)).to(labels.device);
        scores = scores.masked_fill(own, -1e4);
        var same = (labels.unsqueeze(1).eq(againstLabels.unsqueeze(0)) & ~own).to(float32);
        var found = same.sum(1);
        var rows = -(nn.functional.log_softmax(scores, 1) * same).sum(1) / found.clamp(1);
        memory.Add(first, firstLabels);
        return (rows * found.clamp(0, 1)).sum() / found.clamp(0, 1).sum().clamp(1);
    }

    /// <summary>[N, C, h, w] as [N h w, C].</summary>
    private static Tensor Rows(Tensor x) => x.permute(0, 2, 3, 1).reshape(-1, x.shape[1]);

    private static Tensor Focal(Tensor logits, Tensor target, Tensor weight)
    {
        var p = logits.sigmoid();
        var miss = target * (1 - p) + (1 - target) * p;
        var alpha = target * .5f + (1 - target) * .5f;
        return (nn.functional.binary_cross_entropy_with_logits(logits, target, reduction: nn.Reduction.None) * miss.square() * alpha * weight).sum() * 4;
    }

    /// <summary>Generalised intersection over union of boxes about one point.</summary>
    private static Tensor Overlap(Tensor a, Tensor b)
    {
        static Tensor Area(Tensor d) => (d[.., 0] + d[.., 2]) * (d[.., 1] + d[.., 3]);
        var inner = Area(minimum(a, b).clamp(0));
        var union = Area(a) + Area(b) - inner;
        var outer = Area(maximum(a, b));
        return (inner / union) - ((outer - union) / outer);
    }
}
