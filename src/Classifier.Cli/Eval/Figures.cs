namespace Classifier.Cli.Eval;

/// <summary>What a set of scored rows says about a classifier. A figure is null where a class that it needs is absent.</summary>
/// <param name="Auc">Chance that a positive row scores above a negative one, ties counted half.</param>
/// <param name="Accuracy">Share of rows on the right side of the threshold.</param>
/// <param name="Tpr">Share of positive rows that are flagged.</param>
/// <param name="Fpr">Share of negative rows that are flagged.</param>
/// <param name="TprAt1PctFpr">Best share of positive rows flagged by any one threshold that flags at most 1 % of the negative ones.</param>
internal readonly record struct Figures(int N, int Positives, double? Auc, double? Accuracy, double? Tpr, double? Fpr, double? TprAt1PctFpr)
{
    private const double FalsePositiveBound = 0.01;

    public static Figures Of(IReadOnlyCollection<ScoredRow> rows)
    {
        var positives = rows.Count(r => r.Positive);
        var negatives = rows.Count - positives;
        var (hits, falseAlarms) = (rows.Count(r => r.Positive && r.Flagged), rows.Count(r => !r.Positive && r.Flagged));
        var (auc, best) = Ranked(rows, positives, negatives);
        return new(
            rows.Count, positives, auc,
            Share(hits + negatives - falseAlarms, rows.Count), Share(hits, positives), Share(falseAlarms, negatives), best);
    }

    /// <summary>
    /// Area under the ROC curve as the Mann–Whitney statistic over tied groups (Hanley and McNeil, 1982), and the curve's
    /// highest point left of the bound. Only thresholds between different scores exist, so a tied group counts as one step.
    /// </summary>
    private static (double? Auc, double? TprAtBound) Ranked(IReadOnlyCollection<ScoredRow> rows, int positives, int negatives)
    {
        if (positives == 0 || negatives == 0) return (null, null);
        var (area, above, falseAlarms, best) = (0.0, 0L, 0L, 0L);
        foreach (var tied in rows.GroupBy(r => r.Score).OrderByDescending(g => g.Key))
        {
            var tiedPositives = tied.LongCount(r => r.Positive);
            var tiedNegatives = tied.LongCount() - tiedPositives;
            area += tiedNegatives * (above + tiedPositives / 2.0);
            above += tiedPositives;
            falseAlarms += tiedNegatives;
            if (falseAlarms <= FalsePositiveBound * negatives) best = above;
        }
        return (area / ((double)positives * negatives), Share(best, positives));
    }

    private static double? Share(long part, int whole) => whole == 0 ? null : (double)part / whole;
}
