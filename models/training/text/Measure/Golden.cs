using System.Text.Json;
using Classifier.Training.Text.Model;
using static TorchSharp.torch;

namespace Classifier.Training.Text.Measure;

/// <summary>Does this machine reproduce the reference ids and logits? Nothing is trained before it does.</summary>
internal static class Golden
{
    private const double Tolerance = 1e-3;

    public static bool Check(Options options, Tokeniser tokeniser, Device device)
    {
        var ids = CheckIds(options, tokeniser);
        var drift = CheckLogits(options, device);
        Console.WriteLine($"golden: {ids.Equal} of {ids.Total} texts have the reference ids; largest logit difference {drift:E2}");
        return ids.Equal >= ids.Total * 0.99 && drift < Tolerance;
    }

    private static (int Equal, int Total) CheckIds(Options options, Tokeniser tokeniser)
    {
        var (equal, total) = (0, 0);
        foreach (var line in File.ReadLines(Path.Combine(options.Weights, "golden-full.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var wanted = json.RootElement.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32());
            var text = json.RootElement.GetProperty("text").GetString()!;
            total++;
            equal += Tokeniser.Mark(tokeniser.Pieces(text)).SequenceEqual(wanted) ? 1 : 0;
        }

        return (equal, total);
    }

    private static double CheckLogits(Options options, Device device)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var weights = Model.Weights.FromCheckpoint(options.Weights, Path.Combine(options.Weights, "finetuned.q8.safetensors"), device);
        var worst = 0.0;
        foreach (var lines in File.ReadLines(Path.Combine(options.Weights, "golden-logits.jsonl")).Chunk(12))
        {
            var rows = lines.Select(l => JsonSerializer.Deserialize<JsonElement>(l)).ToArray();
            var batch = new Batch([.. rows.Select(r => r.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32()).ToArray())]);
            var logits = Encoder.Forward(weights, batch).cpu().data<float>().ToArray();
            for (var i = 0; i < rows.Length; i++)
            {
                var wanted = rows[i].GetProperty("logits").EnumerateArray().Select(v => v.GetDouble()).ToArray();
                for (var head = 0; head < wanted.Length; head++)
                {
                    worst = Math.Max(worst, Math.Abs(wanted[head] - logits[(i * Heads.Count) + head]));
                }
            }
        }

        return worst;
    }
}
