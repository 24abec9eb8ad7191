using System.Globalization;
using System.Text.Json;

namespace Classifier.Training.Text.Measure;

/// <summary>The bench table from kept row logits: each row by the head of its direction, at the shipped thresholds where there are some.</summary>
internal static class BenchTable
{
    private static readonly string[] DataKinds = ["indirect", "benign-context", "benign-tool"];

    /// <summary>Columns of a row's logits.</summary>
    private static readonly Dictionary<string, int> Columns = new() { ["injection"] = 0, ["toxicity"] = 1, ["hate"] = 2, ["injection_indirect"] = 3 };

    public static void Run(Options options)
    {
        var name = options.Text("name", "finetuned-2");
        var slots = Slots(options.Text("calibration", ""));
        Console.WriteLine("| set | rows | task | AUC | accuracy at 0.5 | threshold: recall | threshold: FPR | block: recall | block: FPR |");
        Console.WriteLine("|---|--:|---|--:|--:|--:|--:|--:|--:|");
        foreach (var file in Directory.GetFiles(options.Out, $"bench.{name}.*.tsv").Order(StringComparer.Ordinal))
        {
            var set = Path.GetFileName(file)[$"bench.{name}.".Length..^4];
            var rows = File.ReadLines(file).Select(l => l.Split('\t')).ToArray();
            string[] tasks = set.Contains("hatecheck", StringComparison.Ordinal) ? ["hate"] : set.StartsWith("jigsaw", StringComparison.Ordinal) || set.Contains("heldout", StringComparison.Ordinal) ? ["toxicity"] : ["injection"];
            foreach (var task in tasks)
            {
                Line(set, task, rows, slots);
                if (set.StartsWith("multilingual", StringComparison.Ordinal))
                {
                    foreach (var language in rows.GroupBy(r => r[1]).OrderBy(g => g.Key, StringComparer.Ordinal))
                    {
                        Line($"{set} [{language.Key}]", task, [.. language], slots);
                    }
                }
            }
        }
    }

    private static void Line(string set, string task, string[][] rows, Dictionary<string, Slot> slots)
    {
        var scored = rows.Select(r =>
        {
            var inData = task == "injection" && DataKinds.Any(k => r[2].StartsWith(k, StringComparison.Ordinal));
            var slot = slots.GetValueOrDefault($"{task}/{(inData ? "TOOL_INPUT" : "PROMPT")}") ?? new Slot(inData ? "injection_indirect" : task, 1, 0, 0.5, 0.5);
            var logit = double.Parse(r[3 + Columns[slot.Head]], CultureInfo.InvariantCulture);
            return (Score: 1 / (1 + Math.Exp(-((slot.A * logit) + slot.B))), Logit: logit, slot.Threshold, slot.BlockThreshold, Positive: r[0] == "1");
        }).ToArray();
        var positives = scored.Where(s => s.Positive).ToArray();
        var negatives = scored.Where(s => !s.Positive).ToArray();
        string Number(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("F3", CultureInfo.InvariantCulture) : "–";
        var auc = Curve.Auc([.. scored.Select(s => (s.Score, s.Positive))]);
        Console.WriteLine($"| {set} | {rows.Length} | {task} | {Number(auc)} | {Number(scored.Average(s => (s.Logit >= 0) == s.Positive ? 1.0 : 0.0))} | "
            + $"{Number(Share(positives, s => s.Score >= s.Threshold))} | {Number(Share(negatives, s => s.Score >= s.Threshold))} | "
            + $"{Number(Share(positives, s => s.Score >= s.BlockThreshold))} | {Number(Share(negatives, s => s.Score >= s.BlockThreshold))} |");
    }

    private static double? Share<T>(T[] rows, Func<T, bool> holds) => rows.Length == 0 ? null : rows.Count(holds) / (double)rows.Length;

    private static Dictionary<string, Slot> Slots(string path)
    {
        var slots = new Dictionary<string, Slot>();
        if (path.Length > 0)
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            foreach (var entry in json.RootElement.GetProperty("entries").EnumerateArray())
            {
                double Number(string name) => entry.GetProperty(name).GetDouble();
                slots[$"{entry.GetProperty("task").GetString()}/{entry.GetProperty("direction").GetString()}"] =
                    new Slot(entry.GetProperty("head").GetString()!, Number("a"), Number("b"), Number("threshold"), Number("block_threshold"));
            }
        }

        return slots;
    }

    private sealed record Slot(string Head, double A, double B, double Threshold, double BlockThreshold);
}
