using System.Globalization;
using Classifier.Training.Text.Data;
using Classifier.Training.Text.Model;
using Classifier.Training.Text.Train;
using TorchSharp;

namespace Classifier.Training.Text.Measure;

/// <summary>Figures on the bench folders: read at the end, never to choose anything. Row logits are kept so that thresholds can be tried without another pass.</summary>
internal static class Bench
{
    public static void Run(Options options, Tokeniser tokeniser, torch.Device device)
    {
        var path = options.Text("checkpoint", Path.Combine(options.Weights, "finetuned.q8.safetensors"));
        var name = options.Text("name", Path.GetFileNameWithoutExtension(path));
        var weights = Weights.FromCheckpoint(options.Weights, path, device);
        if (options.Has("run"))
        {
            // A look at a run that is still going: is anything broken?
            weights = weights.Mix(Checkpoint.Average(options.Text("run", ""), weights), 0);
        }

        Directory.CreateDirectory(options.Out);
        var only = options.Text("only", "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (var folder in new[] { "toxicity", "injection" })
        {
            foreach (var file in Directory.GetFiles(Path.Combine(options.Data, folder, "bench"), "*.jsonl.gz").Order(StringComparer.Ordinal))
            {
                var set = Path.GetFileName(file).Split('.')[0];
                if (only.Length > 0 && !only.Contains(set))
                {
                    continue;
                }

                var rows = Thin([.. Row.Read(file)], options.Number("limit", 1500));
                var logits = Scorer.Score(weights, tokeniser, [.. rows.Select(r => r.Text)]);
                File.WriteAllLines(Path.Combine(options.Out, $"bench.{name}.{set}.tsv"), rows.Select((r, i) =>
                    string.Join('\t', [r.Label.ToString(CultureInfo.InvariantCulture), r.Lang, r.Kind, .. logits[i].Select(v => v.ToString("F4", CultureInfo.InvariantCulture))])));
                Print(name, set, folder, rows, logits);
            }
        }
    }

    private static void Print(string name, string set, string folder, Row[] rows, float[][] logits)
    {
        int[] heads = folder == "injection" ? [Heads.Injection, Heads.Indirect] : [Heads.Toxicity, Heads.Hate];
        foreach (var head in heads)
        {
            var scored = rows.Select((r, i) => ((double)logits[i][head], r.Label == 1)).ToArray();
            var right = scored.Average(s => (s.Item1 >= 0) == s.Item2 ? 1.0 : 0.0);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {set} n {rows.Length} {Heads.Names[head]}: AUC {Curve.Auc(scored)?.ToString("F4", CultureInfo.InvariantCulture) ?? "-"} accuracy at 0.5 {right:F3}"));
        }
    }

    private static Row[] Thin(Row[] rows, int limit) => rows.Length <= limit
        ? rows
        : [.. Enumerable.Range(0, limit).Select(i => rows[(int)((long)i * rows.Length / limit)])];
}
