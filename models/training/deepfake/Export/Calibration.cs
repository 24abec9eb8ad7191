using System.Globalization;
using Classifier.Training.Deepfake.Data;

namespace Classifier.Training.Deepfake.Export;

/// <summary>One prediction for a picture whose source and generator the head had not seen.</summary>
/// <param name="Held">The held-out source of the head that made it.</param>
internal sealed record HeldScore(string Held, Way Way, string Id, bool Fake, double Logit)
{
    /// <summary>The file that <c>grid-table --detail --scores FILE</c> writes.</summary>
    public static List<HeldScore> Read(string path) => [.. File.ReadLines(path).Select(l => l.Split('\t')).Select(c =>
        new HeldScore(c[0], Enum.Parse<Way>(c[1]), c[2], c[3] == "1", double.Parse(c[4], CultureInfo.InvariantCulture)))];
}

/// <summary>Platt's slope and offset and thresholds, from held-out predictions alone; classes and held-out sources weigh the same.</summary>
internal sealed record Calibration(double Slope, double Offset)
{
    private const int Steps = 50;

    public static Calibration Fit(IReadOnlyList<HeldScore> rows)
    {
        var sizes = rows.GroupBy(r => (r.Held, r.Fake)).ToDictionary(g => g.Key, g => g.Count());
        var weights = rows.Select(r => 1.0 / sizes[(r.Held, r.Fake)]).ToArray();
        var (a, b) = (1.0, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            // Newton's method on the weighted log loss.
            double ga = 0, gb = 0, haa = 1e-9, hab = 0, hbb = 1e-9;
            for (var i = 0; i < rows.Count; i++)
            {
                var (x, w) = (rows[i].Logit, weights[i]);
                var p = 1 / (1 + Math.Exp(-((a * x) + b)));
                var (error, curve) = (w * (p - (rows[i].Fake ? 1 : 0)), w * p * (1 - p));
                ga += error * x;
                gb += error;
                haa += curve * x * x;
                hab += curve * x;
                hbb += curve;
            }

            var determinant = (haa * hbb) - (hab * hab);
            a -= ((hbb * ga) - (hab * gb)) / determinant;
            b -= ((haa * gb) - (hab * ga)) / determinant;
        }

        return new(a, b);
    }

    public double Score(double logit) => 1 / (1 + Math.Exp(-((Slope * logit) + Offset)));

    /// <summary>The logit that a share of the real pictures exceeds, each held-out source's the same weight.</summary>
    public static double LogitAt(IReadOnlyList<HeldScore> rows, double falseAlarms)
    {
        var sizes = rows.Where(r => !r.Fake).GroupBy(r => r.Held).ToDictionary(g => g.Key, g => g.Count());
        var left = falseAlarms * sizes.Count;
        foreach (var row in rows.Where(r => !r.Fake).OrderByDescending(r => r.Logit))
        {
            left -= 1.0 / sizes[row.Held];
            if (left < 0)
            {
                return row.Logit;
            }
        }

        throw new InvalidOperationException("no real pictures");
    }

    /// <summary>Share of fakes at or above a logit, the mean over held-out sources.</summary>
    public static double RecallFrom(IReadOnlyList<HeldScore> rows, double logit) =>
        rows.Where(r => r.Fake).GroupBy(r => r.Held).Average(g => g.Average(r => r.Logit >= logit ? 1.0 : 0));
}
