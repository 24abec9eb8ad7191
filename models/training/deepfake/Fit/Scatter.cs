using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Fit;

/// <summary>
/// Sums and products of the rows of each group (source, class, family), so that a head without some of them costs one solution
/// of a linear system and no pass over the rows.
/// </summary>
internal sealed class Scatter
{
    private readonly Tensor _centre, _scale;
    private readonly List<(string Source, bool Fake, string Family, float Count, Tensor Sum, Tensor Product)> _groups = [];

    /// <param name="x">[rows, features], float32; brought to similar scales for the arithmetic alone.</param>
    /// <param name="shares">How much of a picture each row is; 1 where a row is a picture.</param>
    public Scatter(Tensor x, IReadOnlyList<(string Source, bool Fake, string Family)> keys, IReadOnlyList<float> shares)
    {
        _centre = x.mean([0]);
        _scale = 1 / (x.std(0, unbiased: false) + 1e-4);
        foreach (var group in Enumerable.Range(0, keys.Count).GroupBy(i => keys[i]))
        {
            using var scope = NewDisposeScope();
            var part = Near(x.index_select(0, tensor(group.Select(i => (long)i).ToArray())));
            var weighted = part * tensor(group.Select(i => shares[i]).ToArray()).unsqueeze(1);
            _groups.Add((group.Key.Source, group.Key.Fake, group.Key.Family, group.Sum(i => shares[i]), weighted.sum([0L]).MoveToOuterDisposeScope(), weighted.t().mm(part).MoveToOuterDisposeScope()));
        }
    }

    /// <summary>
    /// Linear discriminants with shrinkage, one for each lambda, on the groups that <paramref name="keep"/> takes: classes weigh the same,
    /// a source by the square root of its size.
    /// </summary>
    /// <param name="columns">The features that are read.</param>
    /// <param name="nuisance">How much more the differences between sources of one class count as noise.</param>
    public Discriminant Fit(Func<string, bool, string, bool> keep, Tensor columns, IReadOnlyList<double> lambdas, double nuisance)
    {
        using var scope = NewDisposeScope();
        var groups = _groups.Where(g => keep(g.Source, g.Fake, g.Family)).ToList();
        var sizes = groups.GroupBy(g => (g.Source, g.Fake)).ToDictionary(g => g.Key, g => g.Sum(x => x.Count));
        double Raw((string Source, bool Fake, string Family, float Count, Tensor Sum, Tensor Product) g) => 1 / Math.Sqrt(sizes[(g.Source, g.Fake)]);
        var totals = groups.GroupBy(g => g.Fake).ToDictionary(g => g.Key, g => g.Sum(x => x.Count * Raw(x)));
        var n = columns.shape[0];
        var means = new[] { zeros([n], float64), zeros([n], float64) };
        var products = zeros_like(_groups[0].Product);
        var sources = new Dictionary<(string, bool), (Tensor Sum, double Weight)>();
        foreach (var g in groups)
        {
            using var inner = NewDisposeScope();
            var weight = Raw(g) / totals[g.Fake] / 2;
            var sum = g.Sum.index_select(0, columns).to(float64) * weight;
            products.add_(g.Product, weight);
            means[g.Fake ? 1 : 0].add_(sum * 2);
            var have = sources.GetValueOrDefault((g.Source, g.Fake), (zeros([n], float64), 0));
            sources[(g.Source, g.Fake)] = ((have.Item1 + sum).MoveToOuterDisposeScope(), have.Item2 + (weight * g.Count));
        }

        var within = products.index_select(0, columns).index_select(1, columns).to(float64);
        var overall = (means[0] + means[1]) / 2;
        var deviation = (within.diagonal() - overall * overall).clamp_min(1e-8).sqrt();
        within.sub_(outer(means[0], means[0]) / 2).sub_(outer(means[1], means[1]) / 2);
        foreach (var ((_, fake), (sum, weight)) in nuisance > 0 ? sources.ToList() : [])
        {
            var away = (sum / weight) - means[fake ? 1 : 0];
            within.add_(outer(away, away), nuisance * weight);
        }

        within.div_(outer(deviation, deviation));
        var difference = ((means[1] - means[0]) / deviation).unsqueeze(1).to(float32);
        var mean = (_centre.index_select(0, columns).to(float64) + (overall / _scale.index_select(0, columns).to(float64))).to(float32);
        var scale = (_scale.index_select(0, columns).to(float64) / deviation).to(float32);
        var single = within.to(float32);
        var found = lambdas.Select(lambda => difference.cholesky_solve(linalg.cholesky(single + (eye(n) * lambda)))).ToArray();
        return new(columns, mean.MoveToOuterDisposeScope(), scale.MoveToOuterDisposeScope(), cat(found, 1).MoveToOuterDisposeScope());
    }

    private Tensor Near(Tensor x) => (x - _centre) * _scale;
}

/// <summary>Directions on standardised features, one a column of the weights; 0 lies half-way between the classes' means.</summary>
internal sealed record Discriminant(Tensor Columns, Tensor Mean, Tensor Scale, Tensor Weights)
{
    /// <summary>[rows, directions]; standardised values are limited.</summary>
    public Tensor Score(Tensor x, double limit)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        for (long at = 0; at < x.shape[0]; at += Chunk)
        {
            using var inner = NewDisposeScope();
            var standard = x.narrow(0, at, Math.Min(Chunk, x.shape[0] - at)).index_select(1, Columns).to(float32).sub_(Mean).mul_(Scale).clamp_(-limit, limit);
            parts.Add(standard.mm(Weights).MoveToOuterDisposeScope());
        }

        return cat(parts).MoveToOuterDisposeScope();
    }

    private const long Chunk = 1024;
}
