using System.Text.Json;
using Classifier.Core;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;

namespace Classifier.Inference.SelfTests;

/// <summary>A picture of noise and some of the values that float32 arithmetic gives for it.</summary>
/// <param name="Seed">Of the noise.</param>
/// <param name="At">Index into the output's values and what stands there.</param>
internal sealed record ImageGolden(string Graph, int Seed, int Height, int Width, int Output, (int Index, double Value)[] At)
{
    private const long MaxBytes = 1 << 20;

    /// <summary>Noise from -1 to 1: the generator of Park and Miller (1988), the same on every machine.</summary>
    public static ImageInput Noise(int seed, int height, int width)
    {
        const ulong modulus = 2_147_483_647;
        var values = new float[ImageInput.Channels * height * width];
        var state = (ulong)seed % (modulus - 1) + 1;
        for (var i = 0; i < values.Length; i++)
        {
            state = state * 48_271 % modulus;
            values[i] = (float)((double)state / modulus * 2 - 1);
        }
        return new(values, height, width);
    }

    /// <summary>Reads the lines that are of one graph.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>, one line with file and line.</exception>
    public static IReadOnlyList<ImageGolden> Read(ImageGraphManifest graph, string path)
    {
        var samples = new List<ImageGolden>();
        var number = 0;
        try
        {
            if (new FileInfo(path).Length > MaxBytes) throw Failure(path, 0, "is larger than 1 MiB");
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line)) continue;
                using var json = JsonDocument.Parse(line);
                var sample = Sample(json.RootElement);
                if (sample.Graph != graph.Name) continue;
                if (!graph.Height.Takes(sample.Height) || !graph.Width.Takes(sample.Width)) throw Failure(path, number, "has a size that the graph does not take");
                if (sample.Output < 0 || sample.Output >= graph.Outputs.Count || sample.At.Length == 0) throw Failure(path, number, "has no values of an output that is there");
                samples.Add(sample);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Failure(path, number, "must be an object with graph, seed, height, width, output and at");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, 0, "cannot be read: " + OneLine.Of(e.Message));
        }
        return samples.Count > 0 ? samples : throw Failure(path, 0, $"holds no sample of the graph '{graph.Name}'");
    }

    private static ImageGolden Sample(JsonElement json) => new(
        json.GetProperty("graph").GetString() ?? "",
        json.GetProperty("seed").GetInt32(),
        json.GetProperty("height").GetInt32(),
        json.GetProperty("width").GetInt32(),
        json.GetProperty("output").GetInt32(),
        [.. json.GetProperty("at").EnumerateArray().Select(e => e.GetArrayLength() == 2 ? (e[0].GetInt32(), e[1].GetDouble()) : throw new FormatException())]);

    private static ClassifierException Failure(string path, int line, string message) =>
        new(ErrorKind.Configuration, $"{OneLine.Of(path)}: {(line > 0 ? $"line {line}: " : "")}{message}");
}
