using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Classifier.ModelBuilder.Images;
using Classifier.Training.Common;
using Classifier.Training.Logo.Data;
using Classifier.Training.Logo.Measure;

namespace Classifier.Training.Logo.Export;

/// <summary>Writes the model's folder, but for its card: graph, public bank, golden outputs, manifest.</summary>
internal static class Exporter
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Graph(Options options) =>
        CellGraph.Write(Path.Combine(options.Out, options.Text("name", "logo") + ".safetensors"), options.Text("graph", Path.Combine(options.Out, "logo.onnx")));

    public static void Run(Options options)
    {
        var folder = Path.GetFullPath(options.Text("model", "models/logo/1"));
        Directory.CreateDirectory(folder);
        var graph = Path.Combine(folder, "logo.onnx");
        CellGraph.Write(Path.Combine(options.Out, options.Text("name", "logo") + ".safetensors"), graph);
        using var model = new CellModel(graph, options.Threads);
        var (brands, held, bitmaps) = Validation.Load(options);
        var arts = Validation.Select(brands, bitmaps, a => !a.Hidden);
        var bank = Bank.Make(model, arts).Rounded();
        File.WriteAllBytes(Path.Combine(folder, "brands.bin"), bank.Bytes());
        File.WriteAllText(Path.Combine(folder, "brands.json"), Describe(brands, bank));

        var finder = new Finder(model, options);
        var choice = Validation.Photograph(Photos.Choice(options), finder, bank, options);
        var (least, match, near) = Validation.Choose(options, brands, held, bitmaps, finder, bank, choice);
        var golden = Path.Combine(folder, "golden.jsonl");
        File.WriteAllText(golden, Golden.Lines(model));
        var probability = 1 / (1 + Math.Exp(-least));
        File.WriteAllText(Path.Combine(folder, "manifest.yaml"), Manifest(options, (probability, match, near), ["logo.onnx", "golden.jsonl", "brands.bin", "brands.json"], folder));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bank.Owners.Length} rows, {bank.Owners.Distinct().Count()} brands; objectness {probability:0.0000}, match {match:0.0000}, near {near:0.0000}"));
    }

    // One brand a line. The rows of a brand follow one another.
    private static string Describe(List<Brand> brands, Bank bank)
    {
        var lines = new List<string>();
        for (var first = 0; first < bank.Owners.Length;)
        {
            var brand = brands[bank.Owners[first]];
            var count = bank.Owners.Skip(first).TakeWhile(o => o == bank.Owners[first]).Count();
            lines.Add(JsonSerializer.Serialize(new { brand = brand.Slug, title = brand.Title, aliases = brand.Aliases, rows = new[] { first, count } }, Json));
            first += count;
        }

        return "[\n" + string.Join(",\n", lines) + "\n]\n";
    }

    private static string Manifest(Options options, (double Objectness, float Match, float Near) from, string[] files, string folder)
    {
        var sums = files.ToDictionary(f => f, f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, f)))), StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $$"""
            # Written by models/training/logo (verb export); what it can and cannot do is in card.md.
            name: logo
            version: "1"
            family: logo
            licence: {{(options.Permissive ? "permissive" : "research-only")}}

            graphs:
              - name: cells
                input:
                  name: pixels
                  height: { min: 32, max: 2048, multiple: 32 }
                  width: { min: 32, max: 2048, multiple: 32 }
                  # (byte - 127) / 128
                  mean: [0.4980392157, 0.4980392157, 0.4980392157]
                  scale: [0.5019607843, 0.5019607843, 0.5019607843]
                outputs:
                  - { name: objectness }
                  - { name: embedding }
                  - { name: box }
                limits: { max_batch_items: 8, pixel_budget: 4194304, buckets: [25600, 65536, 262144, 1048576, 2228224, 4194304] }
                variants:
                  - name: fp32
                    provider: cpu
                    requires: []
                    graph: { path: logo.onnx, sha256: "{{sums["logo.onnx"]}}" }

            # objectness: a cell counts as a logo from this probability on. Of photographs without logos {{Validation.Match:0 %}} have a cell whose cosine to a
            # row of the public bank is at or above match, {{Validation.Near:0 %}} at or above near (a near copy).
            logo: { objectness: {{from.Objectness:0.0000}}, match: {{from.Match:0.0000}}, near: {{from.Near:0.0000}} }

            # A protected brand's logo without a right claim is REVIEW from an exact match on and for near copies. Nothing blocks.
            tasks:
              - { name: logo, label: impersonation, threshold: {{from.Match:0.0000}} }

            # The public brands, none protected: rows of 128 float16, little-endian, two a drawing (on white, on black).
            files:
              brands: { path: brands.json, sha256: "{{sums["brands.json"]}}" }
              embeddings: { path: brands.bin, sha256: "{{sums["brands.bin"]}}" }

            scheduling: { instances: 0, threads_per_instance: 1, max_delay_ms: 2 }
            policy: { on_error: review }

            # Noise in, outputs of the graph out, in float32 arithmetic.
            golden:
              path: golden.jsonl
              sha256: "{{sums["golden.jsonl"]}}"
              tolerance: { fp32: 0.01 }

            """);
    }
}
