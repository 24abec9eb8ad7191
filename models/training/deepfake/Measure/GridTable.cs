using System.Globalization;
using Classifier.ModelBuilder.Images;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using Classifier.Training.Deepfake.Fit;
using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Measure;

/// <summary>
/// Leave one source out (as <see cref="HoldOut"/>) for discriminants on the crops of a grid: every selection of features, shrinkage,
/// weight of the differences between sources, and way of aggregating.
/// </summary>
internal sealed class GridTable
{
    private const int Fewest = 8;

    private readonly Options _options;
    private readonly Dictionary<Way, GridSet> _sets = [];
    private readonly List<CropRow> _rows;
    private readonly Scatter _scatter;
    private readonly IReadOnlyList<Front> _fronts;

    // What any of the selections reads; heads' columns are places in this list.
    private readonly long[] _columns;

    private GridTable(Options options)
    {
        _options = options;
        _fronts = [.. options.Text("fronts", "Plain").Split(',').Select(f => Enum.Parse<Front>(f, ignoreCase: true))];
        _columns = [.. options.Text("select", "p0-7").Split(',').SelectMany(t => Selection.Parse(t, _fronts)).Distinct().Order()];
        foreach (var way in Ways(options.Text("ways", "Native,Equalised")).Concat(Ways(options.Text("also", ""))))
        {
            if (GridSet.Read(options, _fronts, "train", way, _columns) is { } set)
            {
                _sets[way] = set;
            }
        }

        var train = Ways(options.Text("ways", "Native,Equalised")).Where(_sets.ContainsKey).ToList();
        _rows = [.. train.SelectMany(w => _sets[w].Rows).Select(Row)];
        _scatter = GridSet.Scatter([.. train.Select(w => _sets[w])], options.Has("by-crop"));
    }

    public static void Run(Options options)
    {
        var table = new GridTable(options);
        Console.WriteLine($"{string.Join(", ", table._sets.Select(s => $"{s.Key} {s.Value.Rows.Count}"))} pictures");
        var lambdas = options.Text("lambda", "0.03,0.1,0.3,1").Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToList();
        var limit = options.Real("limit", 4);
        foreach (var selection in options.Text("select", "p0-7").Split(','))
        {
            using var columns = tensor(Selection.Parse(selection, table._fronts).Select(c => (long)Array.BinarySearch(table._columns, c)).ToArray());
            foreach (var nuisance in options.Text("nuisance", "0").Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)))
            {
                table.Measure(selection, columns, lambdas, nuisance, limit);
            }
        }
    }

    private void Measure(string selection, Tensor columns, List<double> lambdas, double nuisance, double limit)
    {
        var detail = _options.Has("detail");
        var held = new List<Held>();
        var sources = _rows.Where(r => r.Fake).GroupBy(r => r.Source).Where(g => g.Select(r => r.Id).Distinct().Count() >= Fewest).Select(g => g.Key).Order(StringComparer.Ordinal).ToList();
        for (var s = 0; s < sources.Count; s++)
        {
            using var scope = NewDisposeScope();
            var source = sources[s];
            var part = s % Split.RealParts;
            var split = Split.Of(_rows, [source], part);
            var kept = split.Train.Select(i => (_rows[i].Source, _rows[i].Fake, _rows[i].Family)).ToHashSet();
            var tested = split.Test.Select(i => _rows[i].Id).ToHashSet(StringComparer.Ordinal);
            foreach (var set in _options.Has("common") ? _sets.Values.ToList() : [])
            {
                tested.IntersectWith(set.Rows.Select(r => r.Id));
            }

            var heads = _scatter.Fit((a, b, c) => kept.Contains((a, b, c)), columns, lambdas, nuisance);
            foreach (var (way, set) in _sets)
            {
                var scores = set.Score(heads, limit, r => tested.Contains(r.Id));
                for (var l = 0; l < lambdas.Count; l++)
                {
                    foreach (var (aggregate, values) in scores[l])
                    {
                        var rows = set.Rows.Select((r, i) => (Row: r, Score: values[i])).Where(x => tested.Contains(x.Row.Id)).ToList();
                        held.Add(new(lambdas[l], source, way, aggregate, [.. rows.Select(x => (x.Row.Id, x.Score, x.Row.Fake))]));
                    }
                }
            }
        }

        foreach (var run in held.GroupBy(h => (h.Lambda, h.Aggregate)))
        {
            // A source of which nothing was tested has no figure.
            var cells = run.Where(h => !double.IsNaN(h.Auc)).GroupBy(h => h.Way).Select(g => $"{g.Key} {Text(g.Average(h => h.Auc))}/{Text(g.Average(h => h.Recall))}");
            Console.WriteLine($"{selection} n={columns.shape[0]} lambda={run.Key.Lambda} nuisance={nuisance} limit={limit} {run.Key.Aggregate,-6} | {string.Join(" | ", cells)}");
            if (detail && run.Key.Aggregate == _options.Text("aggregate", "median"))
            {
                Detail(run);
            }
        }
    }

    private void Detail(IEnumerable<Held> run)
    {
        foreach (var source in run.GroupBy(h => h.Source))
        {
            Console.WriteLine($"| {source.Key} | {source.First().Rows.Count(r => r.Fake)} | {string.Join(" | ", source.Select(h => Text(h.Auc)))} | {Text(source.First().Recall)} |");
        }

        if (_options.Has("scores"))
        {
            File.WriteAllLines(_options.Text("scores", ""), run.SelectMany(h => h.Rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{h.Source}\t{h.Way}\t{r.Id}\t{(r.Fake ? 1 : 0)}\t{r.Score:R}"))));
        }
    }

    private static CropRow Row(GridRow r) => new(r.Id, r.Way, r.Fake, r.Trace, r.Source, r.Family, r.Group);

    private static IEnumerable<Way> Ways(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(w => Enum.Parse<Way>(w, ignoreCase: true));

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private sealed record Held(double Lambda, string Source, Way Way, string Aggregate, List<(string Id, double Score, bool Fake)> Rows)
    {
        public double Auc { get; } = Curve.Auc(Rows.Select(r => (r.Score, r.Fake)));

        public double Recall { get; } = Curve.RecallAt([.. Rows.Select(r => (r.Score, r.Fake))], .01);
    }
}
