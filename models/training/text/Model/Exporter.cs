using System.Text.Json;
using Classifier.Training.Text.Measure;

namespace Classifier.Training.Text.Model;

/// <summary>Writes weights in the format of the present checkpoint, whose names say what is quantised.</summary>
internal static class Exporter
{
    public static void Write(Weights weights, Options options, string path)
    {
        var like = SafeTensors.Read(Path.Combine(options.Weights, "finetuned.q8.safetensors"));
        var halves = new List<RawTensor>();
        var bytes = new List<RawTensor>();
        foreach (var (name, tensor) in weights.Trained)
        {
            using var host = tensor.detach().cpu().contiguous();
            var (values, shape) = (host.data<float>().ToArray(), host.shape);
            if (like.Has(name + ".q8"))
            {
                var (quants, scales) = Blocks.ToQ8(values);
                bytes.Add(new RawTensor(name + ".q8", "I8", shape, quants));
                halves.Add(RawTensor.Half(name + ".scale", [shape[0], shape[1] / 32], scales));
            }
            else
            {
                halves.Add(RawTensor.Half(name, shape, values));
            }
        }

        // Two-byte tensors first, so that all of them lie on even offsets.
        SafeTensors.Write(path, [.. halves, .. bytes]);
    }

    /// <summary>The reference texts with the logits of the file just written.</summary>
    public static void WriteGolden(Weights reread, Options options, string path)
    {
        using var output = new StreamWriter(path);
        foreach (var line in File.ReadLines(Path.Combine(options.Weights, "golden-logits.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var text = json.RootElement.GetProperty("text").GetString();
            var ids = json.RootElement.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32()).ToArray();
            var logits = Scorer.Run(reread, new Batch([ids])).Select(v => Math.Round(v, 4));
            output.WriteLine(JsonSerializer.Serialize(new { text, ids, logits }, Json.Relaxed));
        }
    }
}
