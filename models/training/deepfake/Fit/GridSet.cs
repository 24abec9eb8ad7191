using Classifier.ModelBuilder.Images;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Fit;

/// <summary>Pictures with the statistics of their crops, of one or two branches side by side.</summary>
internal sealed class GridSet
{
    private GridSet(List<GridRow> rows, Tensor crops) => (Rows, Crops) = (rows, crops);

    public List<GridRow> Rows { get; }

    /// <summary>[crops, features], float16.</summary>
    public Tensor Crops { get; }

    /// <summary>The pictures that all branches have so far, in one way, and of their statistics the columns that are wanted.</summary>
    public static GridSet? Read(Options options, IReadOnlyList<Front> fronts, string set, Way way, long[] columns)
    {
        var stores = fronts.Select(f => GridStore.Open(options.Out, $"grid-{f}-{set}-{way}", CropGraph.StatisticsOf(1))).ToList();
        var count = stores.Min(s => s.Rows.Count);
        if (count == 0)
        {
            return null;
        }

        var rows = stores[0].Rows.Take(count).ToList();
        var crops = rows.Sum(r => r.Crops);
        using var scope = NewDisposeScope();
        var all = cat(stores.Select(s => s.Features().narrow(0, 0, crops)).ToArray(), 1).index_select(1, tensor(columns));
        if (set != "train")
        {
            return new(rows, all.MoveToOuterDisposeScope());
        }

        // A store may hold more than this run may learn from.
        var allowed = Corpus.Train(options).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var kept = rows.SelectMany(r => Enumerable.Repeat(allowed.Contains(r.Id), r.Crops)).ToArray();
        return new([.. rows.Where(r => allowed.Contains(r.Id))], all.index_select(0, tensor(kept.Index().Where(k => k.Item).Select(k => (long)k.Index).ToArray())).MoveToOuterDisposeScope());
    }

    /// <summary>Sums and products of several sets: of each picture's mean, or of its crops one by one, which then count a share of it.</summary>
    public static Scatter Scatter(IReadOnlyList<GridSet> sets, bool crops)
    {
        var rows = sets.SelectMany(s => s.Rows).SelectMany(r => Enumerable.Repeat(r, crops ? r.Crops : 1)).ToList();
        using var x = cat(sets.Select(s => crops ? s.Crops.to(float32) : s.Means()).ToArray());
        return new(x, [.. rows.Select(r => (r.Source, r.Fake, r.Family))], [.. rows.Select(r => crops ? 1f / r.Crops : 1f)]);
    }

    /// <summary>[pictures, features], float32: the mean over each picture's crops.</summary>
    public Tensor Means()
    {
        using var scope = NewDisposeScope();
        var owner = tensor(Rows.SelectMany((r, i) => Enumerable.Repeat((long)i, r.Crops)).ToArray());
        var sums = zeros([Rows.Count, Crops.shape[1]], float32);
        sums.index_add_(0, owner, Crops.to(float32), 1);
        return (sums / tensor(Rows.Select(r => (float)r.Crops).ToArray()).unsqueeze(1)).MoveToOuterDisposeScope();
    }

    /// <summary>For each direction of the head, a logit a picture for each way of aggregating; NaN for pictures that are not wanted.</summary>
    public List<Dictionary<string, double[]>> Score(Discriminant head, double limit, Func<GridRow, bool> wanted)
    {
        var (starts, crops) = (new List<(int Row, int From)>(), new List<long>());
        var at = 0;
        for (var i = 0; i < Rows.Count; at += Rows[i++].Crops)
        {
            if (wanted(Rows[i]))
            {
                starts.Add((i, crops.Count));
                crops.AddRange(Enumerable.Range(at, Rows[i].Crops).Select(v => (long)v));
            }
        }

        using var scope = NewDisposeScope();
        var logits = head.Score(Crops.index_select(0, tensor(crops.ToArray())), limit).t().contiguous();
        return [.. Enumerable.Range(0, (int)logits.shape[0]).Select(l => Aggregated(logits[l].data<float>().ToArray(), starts))];
    }

    private Dictionary<string, double[]> Aggregated(float[] logits, List<(int Row, int From)> starts)
    {
        var scores = Aggregate.Names.ToDictionary(n => n, _ => Enumerable.Repeat(double.NaN, Rows.Count).ToArray(), StringComparer.Ordinal);
        foreach (var (row, from) in starts)
        {
            foreach (var name in Aggregate.Names)
            {
                scores[name][row] = Aggregate.Of(name, logits.AsSpan(from, Rows[row].Crops));
            }
        }

        return scores;
    }
}
