using Classifier.Training.Deepfake.Data;

namespace Classifier.Training.Deepfake.Fit;

/// <summary>
/// What each row counts: both classes the same; inside a class a source by the square root of its size, so that no large set
/// rules; aligned fakes a share of their class.
/// </summary>
internal static class Weighting
{
    public const double AlignedShare = .35;

    public static float[] Of(IReadOnlyList<CropRow> rows)
    {
        var sizes = rows.GroupBy(Key).ToDictionary(g => g.Key, g => g.Count());
        var raw = rows.Select(r => 1 / Math.Sqrt(sizes[Key(r)])).ToArray();
        var totals = new double[3];
        for (var i = 0; i < raw.Length; i++)
        {
            totals[Class(rows[i])] += raw[i];
        }

        var aligned = totals[2] > 0 ? AlignedShare : 0;
        double[] want = [.5, .5 * (1 - aligned), .5 * aligned];
        return [.. raw.Select((w, i) => (float)(w / totals[Class(rows[i])] * want[Class(rows[i])] * rows.Count))];
    }

    private static string Key(CropRow row) => row.Trace.Length > 0 ? row.Trace : $"{row.Source}/{row.Fake}";

    private static int Class(CropRow row) => row.Trace.Length > 0 ? 2 : row.Fake ? 1 : 0;
}
