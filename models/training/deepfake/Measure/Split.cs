using Classifier.Training.Deepfake.Data;

namespace Classifier.Training.Deepfake.Measure;

/// <summary>
/// Rows to train on and to test on: the held-out fake sources and a third of the real ones are tested; every generator family that
/// the held-out sources hold is left out of the training, wherever it comes from.
/// </summary>
internal sealed record Split(List<int> Train, List<int> Test)
{
    public const int RealParts = 3;

    public static Split Of(IReadOnlyList<CropRow> rows, IReadOnlyCollection<string> held, int realPart = 0)
    {
        var part = RealFolds(rows);
        bool Held(CropRow row) => row.Fake && held.Contains(row.Source);
        var families = rows.Where(r => Held(r) && r.Family.Length > 0).Select(r => r.Family).ToHashSet(StringComparer.Ordinal);
        // Aligned fakes count as their real source: their content must be unseen as well.
        bool HeldReal(CropRow row) => !row.Fake && (part[row.Source] == realPart || held.Contains(row.Source));
        var train = new List<int>();
        var test = new List<int>();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (Held(row) || HeldReal(row))
            {
                if (row.Trace.Length == 0)
                {
                    test.Add(i);
                }
            }
            else if ((!row.Fake || !families.Contains(row.Family)) && Array.IndexOf(Collect.TrainWays, row.Way) >= 0)
            {
                train.Add(i);
            }
        }

        return new(train, test);
    }

    /// <summary>Real sources, largest first, each into the part that has least.</summary>
    private static Dictionary<string, int> RealFolds(IReadOnlyList<CropRow> rows)
    {
        var sizes = new int[RealParts];
        var part = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in rows.Where(r => !r.Fake).GroupBy(r => r.Source).OrderByDescending(g => g.Count(r => r.Way == Way.Native && r.Trace.Length == 0)).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            var to = Array.IndexOf(sizes, sizes.Min());
            part[group.Key] = to;
            sizes[to] += group.Count(r => r.Way == Way.Native && r.Trace.Length == 0);
        }

        return part;
    }
}
