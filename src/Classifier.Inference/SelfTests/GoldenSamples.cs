using System.Text.Json;
using Classifier.Core;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;

namespace Classifier.Inference.SelfTests;

/// <summary>A sequence with the logits that float32 arithmetic gives for it.</summary>
internal sealed record GoldenSample(int[] Ids, double[] Logits)
{
    private const long MaxBytes = 16 << 20;

    /// <summary>Reads a model's golden file. Members other than <c>ids</c> and <c>logits</c> are for people.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>, one line with file and line.</exception>
    public static IReadOnlyList<GoldenSample> Read(ModelManifest manifest, string path)
    {
        var samples = new List<GoldenSample>();
        var number = 0;
        try
        {
            if (new FileInfo(path).Length > MaxBytes) throw Failure(path, 0, "is larger than 16 MiB");
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line)) continue;
                using var json = JsonDocument.Parse(line);
                samples.Add(Sample(json.RootElement, manifest, path, number));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Failure(path, number, "must be an object with the arrays ids and logits");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, 0, "cannot be read: " + OneLine.Of(e.Message));
        }
        return samples.Count > 0 ? samples : throw Failure(path, 0, "holds no sample");
    }

    private static GoldenSample Sample(JsonElement json, ModelManifest manifest, string path, int line)
    {
        int[] ids = [.. json.GetProperty("ids").EnumerateArray().Select(e => e.GetInt32())];
        double[] logits = [.. json.GetProperty("logits").EnumerateArray().Select(e => e.GetDouble())];
        if (ids.Length == 0 || ids.Length > manifest.Limits.MaxLength) throw Failure(path, line, "has no ids or more than max_length");
        if (logits.Length != manifest.Outputs.Count) throw Failure(path, line, $"has {logits.Length} logits, the manifest names {manifest.Outputs.Count} outputs");
        return new(ids, logits);
    }

    private static ClassifierException Failure(string path, int line, string message) =>
        new(ErrorKind.Configuration, $"{OneLine.Of(path)}: {(line > 0 ? $"line {line}: " : "")}{message}");
}
