using System.Globalization;
using Classifier.ModelBuilder.Images;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using Classifier.Training.Deepfake.Export;
using Classifier.Training.Deepfake.Fit;

namespace Classifier.Training.Deepfake.Measure;

/// <summary>The head that is exported, on the bench: for reporting alone, nothing is chosen here.</summary>
internal static class GridBench
{
    public static void Run(Options options)
    {
        var fronts = options.Text("fronts", "Plain").Split(',').Select(f => Enum.Parse<Front>(f, ignoreCase: true)).ToList();
        var read = Selection.Parse(options.Text("select", "p0-7"), fronts);
        var head = Exporter.Fit(options, fronts, read);
        var held = HeldScore.Read(options.Text("scores", Path.Combine(options.Out, "held-out.tsv")));
        var (flag, uncertain) = (Calibration.LogitAt(held, Exporter.FlagFalseAlarms), Calibration.LogitAt(held, Exporter.UncertainFalseAlarms));
        var aggregate = options.Text("aggregate", "mean");
        Console.WriteLine("| bench | way | real | fake | AUC | TPR at 1 % FPR | real: fake / uncertain | fake: fake / uncertain |\n|---|---|---|---|---|---|---|---|");
        foreach (var set in (string[])["bench-mixed", "bench-stylegan"])
        {
            foreach (var way in (Way[])[Way.Raw, Way.Equalised])
            {
                if (GridSet.Read(options, fronts, set, way, read) is not { } pictures || pictures.Rows.Select(r => r.Fake).Distinct().Count() < 2)
                {
                    continue;
                }

                var scores = pictures.Score(head, options.Real("limit", 4), _ => true)[0][aggregate];
                var rows = pictures.Rows.Select((r, i) => (Score: scores[i], r.Fake)).ToList();
                string Share(bool fake) => string.Create(CultureInfo.InvariantCulture,
                    $"{rows.Where(r => r.Fake == fake).Average(r => r.Score >= flag ? 1.0 : 0):0.000} / {rows.Where(r => r.Fake == fake).Average(r => r.Score >= uncertain && r.Score < flag ? 1.0 : 0):0.000}");
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {set[6..]} | {way} | {rows.Count(r => !r.Fake)} | {rows.Count(r => r.Fake)} | {Curve.Auc(rows):0.000} | {Curve.RecallAt(rows, .01):0.000} | {Share(false)} | {Share(true)} |"));
            }
        }
    }
}
