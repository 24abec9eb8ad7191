using Classifier.Cli.Classify;
using Classifier.Cli.Json;

namespace Classifier.Cli.Eval;

/// <summary>Makes the document of an evaluation.</summary>
internal static class EvalReport
{
    /// <param name="all">Rows as they are, and the same rows after degradations, which stand in a table of their own.</param>
    /// <param name="brands">The server's, for the task <c>logo</c>.</param>
    public static EvalDocument Of(string task, IReadOnlyCollection<ScoredRow> all, int errors, BrandNames? brands = null)
    {
        ScoredRow[] rows = [.. all.Where(r => r.Key.Degradation is null)];
        var f = Figures.Of(rows);
        LogoFigures? logos = brands is null ? null : LogoFigures.Of(rows, brands);
        // The score of a logo's row is a similarity that the server has cut off already.
        var thresholds = brands is not null ? [] : rows.GroupBy(r => r.Direction).OrderBy(g => g.Key).ToDictionary(g => Directions.Key(g.Key), g => g.First().Threshold);
        return new(
            task, f.N, f.Positives, f.Auc, f.Accuracy, f.Tpr, f.Fpr, f.TprAt1PctFpr,
            // Directions are ordered with the prompt first.
            thresholds.Count > 0 ? thresholds.First().Value : null,
            By(rows, r => r.Key.Source), By(rows, r => r.Key.Lang), By(rows, r => r.Key.Kind),
            thresholds, errors,
            rows.Any(r => r.Key.Generator is not null) ? ByGenerator(rows) : null,
            rows.Length < all.Count ? By(all, r => r.Key.Degradation ?? "none") : null)
        {
            Top1 = logos?.Top1, FalseMatchRate = logos?.FalseMatchRate, Top1WithNear = logos?.Top1WithNear,
            FalseMatchRateWithNear = logos?.FalseMatchRateWithNear, NotInBank = logos?.NotInBank,
        };
    }

    private static Dictionary<string, FiguresRecord> By(IReadOnlyCollection<ScoredRow> rows, Func<ScoredRow, string> key) =>
        rows.GroupBy(key).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Record([.. g]));

    /// <summary>A generator made no real picture, so its fakes are measured against all of them.</summary>
    private static Dictionary<string, FiguresRecord> ByGenerator(ScoredRow[] rows)
    {
        var real = rows.Where(r => !r.Positive).ToArray();
        return rows.Where(r => r.Positive).GroupBy(r => r.Key.Generator!).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Record([.. g, .. real]));
    }

    private static FiguresRecord Record(ScoredRow[] rows)
    {
        var f = Figures.Of(rows);
        return new(f.N, f.Positives, f.Auc, f.Accuracy, f.Tpr, f.Fpr, f.TprAt1PctFpr);
    }
}
