using System.Globalization;
using System.Text;
using Classifier.Training.Text.Data;
using Classifier.Training.Text.Model;

namespace Classifier.Training.Text.Measure;

/// <summary>Held-out groups with their logits under some weights.</summary>
internal sealed class Validation
{
    private readonly Example[] _rows;
    private readonly float[][] _logits;

    private Validation(Example[] rows, float[][] logits) => (_rows, _logits) = (rows, logits);

    public static Validation Score(Weights weights, Tokeniser tokeniser, Corpus corpus, int rowsPerSource, int maxWindows)
    {
        var rows = corpus.Validation.GroupBy(e => e.Source).SelectMany(g => g.Take(rowsPerSource)).ToArray();
        return new Validation(rows, Scorer.Score(weights, tokeniser, [.. rows.Select(r => r.Text)], maxWindows));
    }

    /// <summary>Rows whose label says something about a head.</summary>
    public IEnumerable<(Example Row, double Logit, bool Positive)> Of(int head)
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            if (_rows[i].Weights[head] > 0)
            {
                yield return (_rows[i], _logits[i][head], _rows[i].Targets[head] > 0.5);
            }
        }
    }

    /// <summary>What the mixing weight is chosen by: the mean over the heads of the pooled AUC.</summary>
    public double Objective() => Enumerable.Range(0, Heads.Count).Average(h => Auc(h) ?? 0);

    public double? Auc(int head) => Curve.Auc([.. Of(head).Select(r => (r.Logit, r.Positive))]);

    /// <summary>One line a source: AUC where it has both classes, otherwise the share of right answers at logit 0.</summary>
    public string Report()
    {
        var report = new StringBuilder("| source | injection | toxicity | hate | injection_indirect |\n|---|--:|--:|--:|--:|\n");
        foreach (var source in _rows.Select(r => r.Source).Distinct().Order(StringComparer.Ordinal))
        {
            report.Append(CultureInfo.InvariantCulture, $"| {source} |");
            for (var head = 0; head < Heads.Count; head++)
            {
                var mine = Of(head).Where(r => r.Row.Source == source).ToArray();
                var auc = Curve.Auc([.. mine.Select(r => (r.Logit, r.Positive))]);
                report.Append(mine.Length < 8 ? " |"
                    : auc is { } value ? string.Create(CultureInfo.InvariantCulture, $" AUC {value:F3} |")
                    : string.Create(CultureInfo.InvariantCulture, $" right {mine.Average(r => (r.Logit >= 0) == r.Positive ? 1.0 : 0.0):F2} |"));
            }

            report.Append('\n');
        }

        report.Append("| **pooled AUC** |");
        for (var head = 0; head < Heads.Count; head++)
        {
            report.Append(CultureInfo.InvariantCulture, $" {Auc(head):F4} |");
        }

        return report.Append('\n').ToString();
    }
}
