using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Measure;

/// <summary>Platt scaling and the two thresholds of one head in one direction, from validation alone.</summary>
internal sealed record Calibration(
    string Task,
    string Direction,
    string Head,
    double A,
    double B,
    double Threshold,
    double BlockThreshold,
    double ThresholdLogit,
    double BlockLogit,
    double HardBenignFpr,
    double Fpr,
    double Recall,
    double BlockFpr,
    double BlockRecall,
    double CalibrationError,
    int HardBenign,
    int Negatives,
    int Positives)
{
    private const double ReviewFpr = 0.05;
    private const double BlockFprAim = 0.005;
    private const double RecallAim = 0.9;

    /// <summary>Which head answers for a task where; an order inside data is another matter than one in a prompt.</summary>
    private static readonly (string Task, string Direction, int Head)[] Slots =
    [
        ("injection", "PROMPT", Heads.Injection), ("injection", "TOOL_INPUT", Heads.Indirect), ("injection", "OUTPUT", Heads.Injection),
        ("toxicity", "PROMPT", Heads.Toxicity), ("toxicity", "TOOL_INPUT", Heads.Toxicity), ("toxicity", "OUTPUT", Heads.Toxicity),
        ("hate", "PROMPT", Heads.Hate), ("hate", "TOOL_INPUT", Heads.Hate), ("hate", "OUTPUT", Heads.Hate),
    ];

    public static List<Calibration> All(Validation validation) => [.. Slots.Select(s => Of(validation, s.Task, s.Direction, s.Head))];

    private static Calibration Of(Validation validation, string task, string direction, int head)
    {
        var rows = validation.Of(head).ToArray();
        var hard = rows.Where(r => !r.Positive && r.Row.HardBenign).Select(r => r.Logit).ToArray();
        var negatives = rows.Where(r => !r.Positive).Select(r => r.Logit).ToArray();
        var positives = rows.Where(r => r.Positive).Select(r => r.Logit).ToArray();
        var (a, b) = Platt([.. rows.Select(r => (r.Logit, r.Positive))]);

        // Between the lowest that keeps false alarms down and the highest that keeps recall up: the middle errs to neither side.
        var low = Math.Max(Curve.AtMost(hard, ReviewFpr), Curve.AtMost(negatives, ReviewFpr));
        var high = Curve.AtLeast(positives, RecallAim);
        var threshold = low <= high ? (low + high) / 2 : low;
        var block = Math.Max(threshold, Math.Max(Curve.AtMost(hard, BlockFprAim), Curve.AtMost(negatives, BlockFprAim)));
        double Score(double logit) => 1 / (1 + Math.Exp(-((a * logit) + b)));
        return new Calibration(
            task, direction, Heads.Names[head], a, b, Score(threshold), Score(block), threshold, block,
            Curve.Rate(hard, threshold), Curve.Rate(negatives, threshold), Curve.Rate(positives, threshold),
            Curve.Rate([.. hard, .. negatives], block), Curve.Rate(positives, block),
            Error(rows.Select(r => (Score(r.Logit), r.Positive))), hard.Length, negatives.Length, positives.Length);
    }

    /// <summary>Newton's method on the logistic loss with Platt's smoothed targets.</summary>
    private static (double A, double B) Platt((double Logit, bool Positive)[] rows)
    {
        double positives = rows.Count(r => r.Positive);
        var high = (positives + 1) / (positives + 2);
        var low = 1 / (rows.Length - positives + 2);
        var (a, b) = (1.0, 0.0);
        for (var iteration = 0; iteration < 50; iteration++)
        {
            double ga = 0, gb = 0, haa = 1e-9, hab = 0, hbb = 1e-9;
            foreach (var (logit, positive) in rows)
            {
                var p = 1 / (1 + Math.Exp(-((a * logit) + b)));
                var error = p - (positive ? high : low);
                var weight = p * (1 - p);
                ga += error * logit;
                gb += error;
                haa += weight * logit * logit;
                hab += weight * logit;
                hbb += weight;
            }

            var determinant = (haa * hbb) - (hab * hab);
            var (stepA, stepB) = (((hbb * ga) - (hab * gb)) / determinant, ((haa * gb) - (hab * ga)) / determinant);
            (a, b) = (a - stepA, b - stepB);
            if (Math.Abs(stepA) + Math.Abs(stepB) < 1e-9)
            {
                break;
            }
        }

        return (a, b);
    }

    /// <summary>Expected calibration error over ten equal bins.</summary>
    private static double Error(IEnumerable<(double Score, bool Positive)> rows)
    {
        var all = rows.ToArray();
        return all.GroupBy(r => Math.Min(9, (int)(r.Score * 10)))
            .Sum(g => g.Count() / (double)all.Length * Math.Abs(g.Average(r => r.Score) - g.Average(r => r.Positive ? 1.0 : 0.0)));
    }
}
