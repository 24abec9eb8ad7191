using Classifier.Training.Logo.Net;
using Classifier.Training.Logo.Scenes;
using static TorchSharp.torch;

namespace Classifier.Training.Logo.Fit;

/// <summary>
/// Focal loss for objectness, GIoU for boxes. Embeddings, two cells of each logo: a softmax over one learnt proxy a brand with a margin
/// (CosFace: Wang et al., "CosFace: Large Margin Cosine Loss for Deep Face Recognition", CVPR 2018), and the supervised contrastive
/// loss (Khosla et al., "Supervised Contrastive Learning", NeurIPS 2020) against the batch and a memory of batches before it.
/// </summary>
internal static class LossTerms
{
    /// <summary>Brand of a logo that is nobody's.</summary>
    public const int Nobody = int.MaxValue;

    private const float Scale = 20, Margin = .15f, Core = .5f;

    public static (Tensor Objectness, Tensor Box, Tensor Proxy, Tensor Contrast, double Right) Of((Tensor Objectness, Tensor Embedding, Tensor Box) got, Scene[] scenes, Tensor proxies, Memory memory, Random random)
    {
        var (h, w) = ((int)got.Objectness.shape[2], (int)got.Objectness.shape[3]);
        var (target, weight) = (new float[scenes.Length * h * w], new float[scenes.Length * h * w]);
        var (cells, boxes, embedded, brands) = (new List<long>(), new List<float>(), new List<long>(), new List<long>());
        for (var n = 0; n < scenes.Length; n++)
        {
            var own = Mark(scenes[n], h, w, target.AsSpan(n * h * w, h * w), weight.AsSpan(n * h * w, h * w));
            foreach (var (cell, distances) in own)
            {
                cells.Add((n * h * w) + cell);
                boxes.AddRange(distances);
            }

            if (own.Count > 0 && scenes[n].Brand != Nobody)
            {
                embedded.Add((n * h * w) + own[0].Cell);
                embedded.Add((n * h * w) + random.One(own).Cell);
                brands.AddRange([scenes[n].Brand, scenes[n].Brand]);
            }
        }

        var device = got.Objectness.device;
        var count = Math.Max(1, cells.Count);
        var objectness = Focal(got.Objectness.reshape(-1), tensor(target).to(device), tensor(weight).to(device)) / count;
        var box = (1 - Overlap(Rows(got.Box)[tensor(cells.ToArray()).to(device)], tensor(boxes.ToArray()).reshape(-1, 4).to(device))).mean();
        var embeddings = Rows(got.Embedding)[tensor(embedded.ToArray()).to(device)];
        var labels = tensor(brands.ToArray()).to(device);
        var cosine = embeddings.mm(nn.functional.normalize(proxies, 2, 1).t());
        var margins = nn.functional.one_hot(labels, proxies.shape[0]).to(float32) * Margin;
        var proxy = nn.functional.cross_entropy((cosine - margins) * Scale, labels);
        var right = cosine.argmax(1).eq(labels).to(float32).mean().item<float>();
        return (objectness, box, proxy, Contrast(embeddings, labels, memory), right);
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

    /// <summary>Marks cells of the logo's core as logo and the rest of its box as neither; the nearest to the middle comes first.</summary>
    private static List<(long Cell, float[] Distances)> Mark(Scene scene, int h, int w, Span<float> target, Span<float> weight)
    {
        weight.Fill(1);
        var own = new List<(double Far, long Cell, float[] Distances)>();
        if (scene.Brand < 0)
        {
            return [];
        }

        var (left, top, right, bottom) = (scene.Box[0], scene.Box[1], scene.Box[2], scene.Box[3]);
        var (mx, my) = ((left + right) / 2, (top + bottom) / 2);
        for (var i = 0; i < h; i++)
        {
            for (var j = 0; j < w; j++)
            {
                var (x, y) = ((j + .5f) * CellNet.Stride, (i + .5f) * CellNet.Stride);
                if (x < left - 8 || x > right + 8 || y < top - 8 || y > bottom + 8)
                {
                    continue;
                }

                weight[(i * w) + j] = 0;
                own.Add((Math.Max(Math.Abs(x - mx) / (right - left), Math.Abs(y - my) / (bottom - top)), (i * w) + j, [x - left, y - top, right - x, bottom - y]));
            }
        }

        own.Sort((a, b) => a.Far.CompareTo(b.Far));
        var core = own.Where((o, k) => k == 0 || o.Far < Core / 2).Where((o, k) => k == 0 || o.Distances.All(d => d > 0)).ToList();
        foreach (var (_, cell, _) in core)
        {
            (target[(int)cell], weight[(int)cell]) = (1, 1);
        }

        return [.. core.Select(c => (c.Cell, c.Distances))];
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
