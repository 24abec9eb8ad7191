namespace Classifier.Training.Deepfake.Measure;

/// <summary>Areas and points of the receiver's curve.</summary>
internal static class Curve
{
    /// <summary>Area under it, ties half; NaN where one class is absent.</summary>
    public static double Auc(IEnumerable<(double Score, bool Fake)> rows)
    {
        var sorted = rows.OrderBy(r => r.Score).ToList();
        double ranks = 0;
        long positives = 0;
        for (var i = 0; i < sorted.Count;)
        {
            var j = i;
            while (j < sorted.Count && sorted[j].Score == sorted[i].Score)
            {
                j++;
            }

            for (var k = i; k < j; k++)
            {
                if (sorted[k].Fake)
                {
                    positives++;
                    ranks += (i + j + 1) / 2.0;
                }
            }

            i = j;
        }

        var negatives = sorted.Count - positives;
        return (ranks - positives * (positives + 1) / 2.0) / ((double)positives * negatives);
    }

    /// <summary>Share of fakes above the score that at most this share of real ones exceeds; NaN where one class is absent.</summary>
    public static double RecallAt(IReadOnlyCollection<(double Score, bool Fake)> rows, double falseAlarms)
    {
        var real = rows.Where(r => !r.Fake).Select(r => r.Score).OrderDescending().ToList();
        if (real.Count == 0)
        {
            return double.NaN;
        }

        var threshold = real[Math.Min(real.Count - 1, (int)(falseAlarms * real.Count))];
        return rows.Where(r => r.Fake).Select(r => r.Score > threshold ? 1.0 : 0).DefaultIfEmpty(double.NaN).Average();
    }
}
