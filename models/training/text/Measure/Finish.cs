using System.Globalization;
using System.Text.Json;
using Classifier.Training.Text.Data;
using Classifier.Training.Text.Model;
using Classifier.Training.Text.Train;
using TorchSharp;

namespace Classifier.Training.Text.Measure;

/// <summary>From a checkpoint to what ships: mixing weight by validation, quantised file, golden logits, calibration.</summary>
internal static class Finish
{
    private static readonly double[] Shares = [1, 0.75, 0.5];

    public static void Run(Options options, Tokeniser tokeniser, torch.Device device)
    {
        var run = Path.GetFullPath(options.Text("run", options.Out));
        var name = options.Text("name", "finetuned-2");
        var corpus = new Corpus(options);
        var start = Trainer.Start(options, device);
        var trained = start.Mix(Checkpoint.Average(run, start), 0);
        var report = Path.Combine(options.Out, name + ".validation.md");

        var candidates = Shares.Where(s => s == 1 || !options.FromBase).Select(s => ($"{s:F2} new", trained.Mix(start.Trained, s)));
        if (!options.FromBase)
        {
            candidates = candidates.Append(("start", start));
        }

        var (best, label, objective) = (trained, "", double.MinValue);
        File.WriteAllText(report, "Mixing weight, chosen on the mean of the pooled validation AUCs\n\n");
        foreach (var (mixLabel, weights) in candidates)
        {
            var validation = Validation.Score(weights, tokeniser, corpus, options.Number("mix-rows", 40), 2);
            var line = string.Create(CultureInfo.InvariantCulture, $"- {mixLabel}: {validation.Objective():F5} ({string.Join(", ", Enumerable.Range(0, Heads.Count).Select(h => string.Create(CultureInfo.InvariantCulture, $"{Heads.Names[h]} {validation.Auc(h):F4}")))})");
            Console.WriteLine(line);
            File.AppendAllText(report, line + "\n");
            if (validation.Objective() > objective)
            {
                (best, label, objective) = (weights, mixLabel, validation.Objective());
            }
        }

        File.AppendAllText(report, $"\nTaken: {label}\n\n");
        var path = Path.Combine(options.Out, name + ".q8.safetensors");
        Exporter.Write(best, options, path);
        Calibrate(options, tokeniser, device, corpus, path, name, report);
    }

    /// <summary>Everything that follows from the written file alone.</summary>
    public static void Calibrate(Options options, Tokeniser tokeniser, torch.Device device, Corpus corpus, string path, string name, string report)
    {
        var reread = Weights.FromCheckpoint(options.Weights, path, device);
        Exporter.WriteGolden(reread, options, Path.Combine(options.Out, name + ".golden-logits.jsonl"));
        var full = Validation.Score(reread, tokeniser, corpus, options.Number("calibration-rows", 120), options.Number("max-windows", 4));
        File.AppendAllText(report, full.Report());
        File.WriteAllText(Path.Combine(options.Out, name + ".calibration.json"), JsonSerializer.Serialize(
            new { model = name, score = "1 / (1 + exp(-(a * logit + b)))", entries = Calibration.All(full) }, Json.Indented));
    }
}
