using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Classifier.Inference.Manifests;
using Classifier.Inference.Sessions;

namespace Classifier.Inference.Tests.Support;

/// <summary>Models directories with the tiny model in them.</summary>
internal static class TinyModels
{
    public static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Writes <c>models/name/version</c> whole and returns its folder.</summary>
    /// <param name="graph">The graph instead of the tiny one.</param>
    /// <param name="bend">Changes the manifest's text.</param>
    /// <param name="golden">Lines instead of the right ones; null computes them.</param>
    public static string Add(
        this TemporaryDirectory directory, string name = "tiny", string version = "1", byte[]? graph = null, Func<string, string>? bend = null, string? golden = null)
    {
        var prefix = System.IO.Path.Combine("models", name, version) + "/";
        graph ??= TinyEncoder.Build();
        byte[] tokenizer = [1, 2, 3];
        var folder = System.IO.Path.GetDirectoryName(directory.File(prefix + "tiny.onnx", graph))!;
        directory.File(prefix + "tokenizer.model", tokenizer);
        var text = ManifestText.Tiny(Digest(graph), Digest(tokenizer), name, version);
        directory.File(prefix + ManifestReader.FileName, bend is null ? text : bend(text));
        directory.File(prefix + "golden.jsonl", golden ?? Golden());
        return folder;
    }

    public static string ModelsPath(this TemporaryDirectory directory) => System.IO.Path.Combine(directory.Path, "models");
    public static string DataPath(this TemporaryDirectory directory) => System.IO.Path.Combine(directory.Path, "data");

    /// <summary>Logits of the tiny model, each sequence scored alone.</summary>
    public static string Golden(Func<float, float>? bend = null) => GoldenLines.Value is var lines && bend is null
        ? string.Join('\n', lines.Select(l => Line(l.Ids, l.Logits)))
        : string.Join('\n', lines.Select(l => Line(l.Ids, [.. l.Logits.Select(bend!)])));

    public static ModelManifest Manifest(string directory = "/nowhere") => ManifestReader.Parse(ManifestText.Tiny(), "manifest.yaml", directory);

    public static ReadOnlyMemory<int> Sequence(Random random, int length)
    {
        var ids = new int[length];
        for (var i = 0; i < length; i++) ids[i] = random.Next(TinyEncoder.Vocabulary);
        return ids;
    }

    private static readonly Lazy<(int[] Ids, float[] Logits)[]> GoldenLines = new(() =>
    {
        using var directory = new TemporaryDirectory();
        using var graph = PackedEncoderGraph.Load(directory.File("tiny.onnx", TinyEncoder.Build()), Manifest(), new("cpu", 1));
        using var session = graph.CreateSession();
        var random = new Random(7);
        return [.. Enumerable.Range(1, 20).Select(i =>
        {
            var ids = Sequence(random, i);
            var results = new float[1][];
            session.Run([ids], results);
            return (ids.ToArray(), results[0]);
        })];
    });

    private static string Line(int[] ids, float[] logits) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"text": "sample {{ids.Length}}", "ids": {{JsonSerializer.Serialize(ids)}}, "logits": {{JsonSerializer.Serialize(logits)}}}""");
}
