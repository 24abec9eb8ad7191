using System.Globalization;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using Classifier.Training.Deepfake.Fit;

namespace Classifier.Training.Deepfake.Measure;

/// <summary>
/// Leave one generator out: for each fake source, a head that has seen neither that source, nor any picture of a generator family
/// that it holds, nor a third of the real sources; its AUC of that source's fakes against those real pictures.
/// </summary>
internal static class HoldOut
{
    private const int Fewest = 8;

    public static void Run(Options options)
    {
        var aligned = !options.Has("no-aligned");
        string[] stores = aligned ? ["natural", "table", "upsampled", "taef2"] : ["natural", "table"];
        var table = Table.Read(options, stores);
        var rows = table.Rows;
        var sources = rows.Where(r => r.Fake && r.Trace.Length == 0).GroupBy(r => r.Source)
            .Where(g => g.Select(r => r.Id).Distinct().Count() >= Fewest).Select(g => g.Key).Order(StringComparer.Ordinal).ToList();
        if (options.Has("held"))
        {
            sources = [options.Text("held", "")];
        }

        var ways = rows.Select(r => r.Way).Distinct().Order().ToList();
        Console.WriteLine($"| held-out source | families | fakes | {string.Join(" | ", ways)} | TPR at 1 % FPR |\n|---|---|---|{string.Concat(ways.Select(_ => "---|"))}---|");
        var sums = new double[ways.Count + 1];
        for (var s = 0; s < sources.Count; s++)
        {
            var source = sources[s];
            string[] held = source.Split(',');
            var families = rows.Where(r => r.Fake && held.Contains(r.Source) && r.Family.Length > 0).Select(r => r.Family).ToHashSet(StringComparer.Ordinal);
            var (train, test) = Split.Of(rows, held, s % Split.RealParts);
            var head = Head.Fit(table.Take(train), [.. train.Select(i => rows[i])], options.Number("hidden", 0), options.Real("decay", .1), options.Number("epochs", 12), options.Seed);
            var scores = head.Score(table.Take(test));
            var scored = test.Select((i, n) => (Row: rows[i], Score: (double)scores[n])).ToList();
            var cells = ways.Select(w => Curve.Auc(scored.Where(x => x.Row.Way == w).Select(x => (x.Score, x.Row.Fake)))).ToList();
            cells.Add(Curve.RecallAt([.. scored.Where(x => x.Row.Way == Way.Native).Select(x => (x.Score, x.Row.Fake))], .01));
            for (var c = 0; c < cells.Count; c++)
            {
                sums[c] += cells[c];
            }

            Console.WriteLine($"| {source} | {string.Join(", ", families.Order(StringComparer.Ordinal))} | {scored.Where(x => x.Row.Fake).Select(x => x.Row.Id).Distinct().Count()} | {Cells(cells)} |");
        }

        Console.WriteLine($"| **mean** | | | {Cells(sums.Select(v => v / sources.Count))} |");
    }

    private static string Cells(IEnumerable<double> values) => string.Join(" | ", values.Select(v => v.ToString("0.000", CultureInfo.InvariantCulture)));
}
