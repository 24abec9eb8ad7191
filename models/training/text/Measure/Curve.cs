namespace Classifier.Training.Text.Measure;

/// <summary>Ranking figures of scores with labels.</summary>
internal static class Curve
{
    /// <summary>Area under the ROC curve, ties at half; null where one class is absent.</summary>
    public static double? Auc(IReadOnlyList<(double Score, bool Positive)> scored)
    {
        double positives = scored.Count(s => s.Positive);
        var negatives = scored.Count - positives;
        if (positives == 0 || negatives == 0)
        {
            return null;
        }

        var sorted = scored.OrderBy(s => s.Score).ToArray();
        var rankSum = 0.0;
        for (var from = 0; from < sorted.Length;)
        {
            var to = from;
            while (to < sorted.Length && sorted[to].Score == sorted[from].Score)
            {
                to++;
            }

            var rank = (from + 1 + to) / 2.0;
            rankSum += rank * sorted[from..to].Count(s => s.Positive);
            from = to;
        }

        return (rankSum - (positives * (positives + 1) / 2)) / (positives * negatives);
    }

    /// <summary>Share of the scores at or above the threshold.</summary>
    public static double Rate(IReadOnlyCollection<double> scores, double threshold) =>
        scores.Count == 0 ? double.NaN : scores.Count(s => s >= threshold) / (double)scores.Count;

    /// <summary>The lowest threshold that at most <paramref name="share"/> of the scores reach.</summary>
    public static double AtMost(IReadOnlyCollection<double> scores, double share)
    {
        var sorted = scores.OrderDescending().ToArray();
        var allowed = (int)Math.Floor(share * sorted.Length);
        return allowed >= sorted.Length ? double.NegativeInfinity : sorted[allowed] + 1e-4;
    }

    /// <summary>The highest threshold that at least <paramref name="share"/> of the scores reach.</summary>
    public static double AtLeast(IReadOnlyCollection<double> scores, double share)
    {
        var sorted = scores.OrderDescending().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
