using System.Reflection;
using System.Text.Json;

namespace Classifier.ModelBuilder.Tests;

/// <summary>The model that is committed, <c>models/text/1</c>.</summary>
internal static class CommittedModel
{
    public static string Directory { get; } = Path.GetFullPath(typeof(CommittedModel).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TextModel").Value!);

    public static string Weights => Path.Combine(Directory, "weights");

    public static string Graph => Path.Combine(Directory, "text-cpu-int8.onnx");

    public static string Manifest => File.ReadAllText(Path.Combine(Directory, "manifest.yaml"));

    public static IReadOnlyList<(int[] Ids, float[] Logits)> Golden { get; } =
        [.. File.ReadLines(Path.Combine(Directory, "golden.jsonl")).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return (json.RootElement.GetProperty("ids").EnumerateArray().Select(e => e.GetInt32()).ToArray(),
                json.RootElement.GetProperty("logits").EnumerateArray().Select(e => e.GetSingle()).ToArray());
        })];

    /// <summary>Where the manifest has a variant's graph.</summary>
    public static string PathOf(string variant) => $"built/text-{variant}.onnx";

    /// <summary>What the manifest allows a variant to be off.</summary>
    public static float Tolerance(string variant)
    {
        var line = Manifest.Split('\n').Single(l => l.TrimStart().StartsWith("tolerance:", StringComparison.Ordinal));
        var start = line.IndexOf(variant + ":", StringComparison.Ordinal) + variant.Length + 1;
        return float.Parse(line[start..line.IndexOfAny([',', '}'], start)], System.Globalization.CultureInfo.InvariantCulture);
    }
}
