using System.Globalization;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Fit;

namespace Classifier.Training.Deepfake.Measure;

/// <summary>Fits on everything under <c>train</c> and reports the bench. Nothing is chosen here.</summary>
internal static class Bench
{
    public static void Run(Options options)
    {
        var train = options.Has("no-aligned") ? Table.Read(options, "natural") : Table.Read(options, "natural", "upsampled", "taef2");
        var head = Head.Fit(train.Features, train.Rows, options.Number("hidden", 0), options.Real("decay", .1), options.Number("epochs", 12), options.Seed);
        Console.WriteLine("| bench | way | real | fake | AUC | TPR at 1 % FPR |\n|---|---|---|---|---|---|");
        foreach (var set in (string[])["mixed", "stylegan"])
        {
            var table = Table.Read(options, "bench-" + set);
            var scores = head.Score(table.Features);
            foreach (var way in table.Rows.GroupBy(r => r.Way).Select(g => g.Key).Order())
            {
                // A picture's score is the median over its crops.
                var rows = table.Rows.Select((r, i) => (Row: r, Score: (double)scores[i])).Where(x => x.Row.Way == way).GroupBy(x => x.Row.Id)
                    .Select(g => (Score: Median([.. g.Select(x => x.Score)]), g.First().Row.Fake)).ToList();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {set} | {way} | {rows.Count(r => !r.Fake)} | {rows.Count(r => r.Fake)} | {Curve.Auc(rows):0.000} | {Curve.RecallAt(rows, .01):0.000} |"));
            }
        }
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
