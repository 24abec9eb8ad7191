using Classifier.Cli.Classify;
using Classifier.Cli.Json;

namespace Classifier.Cli.Eval;

/// <summary>Makes the document of an evaluation.</summary>
internal static class EvalReport
{
    public static EvalDocument Of(string task, IReadOnlyCollection<ScoredRow> rows, int errors)
    {
        var f = Figures.Of(rows);
        var thresholds = rows.GroupBy(r => r.Direction).OrderBy(g => g.Key).ToDictionary(g => Directions.Key(g.Key), g => g.First().Threshold);
        return new(
            task, f.N, f.Positives, f.Auc, f.Accuracy, f.Tpr, f.Fpr, f.TprAt1PctFpr,
            // Directions are ordered with the prompt first.
            thresholds.Count > 0 ? thresholds.First().Value : null,
            By(rows, r => r.Key.Source), By(rows, r => r.Key.Lang), By(rows, r => r.Key.Kind),
            thresholds, errors);
    }

    private static Dictionary<string, FiguresRecord> By(IReadOnlyCollection<ScoredRow> rows, Func<ScoredRow, string> key) =>
        rows.GroupBy(key).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g =>
        {
            var f = Figures.Of([.. g]);
            return new FiguresRecord(f.N, f.Positives, f.Auc, f.Accuracy, f.Tpr, f.Fpr, f.TprAt1PctFpr);
        });
}
