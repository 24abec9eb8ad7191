using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Classifier.Inference.Tests.Support;

/// <summary>
/// A logo model that tests write themselves: a cell is a logo where its mean colour is far from grey, and its embedding is the
/// direction of that colour from grey. So brands are hues, the cosine of two is the cosine of their angle, and grey pictures have no logo.
/// </summary>
internal static class TinyLogoModel
{
    public const double Match = 0.95, Near = 0.8;
    public const int Dimensions = 128;
    private const int Channels = 3, Cell = 16;

    /// <summary>Half a side of each cell's box, in pixels of the input.</summary>
    public const int Reach = 24;

    /// <summary>The public brands: a name, an alias and a hue in degrees.</summary>
    public static IReadOnlyList<(string Name, string Alias, double Hue)> Brands { get; } = [("red", "rouge", 0), ("green", "vert", 120), ("blue", "bleu", 240)];

    /// <summary>The bytes of a fully saturated colour of a hue in degrees.</summary>
    public static (byte R, byte G, byte B) Colour(double hue)
    {
        // The circle of hues around grey, where the angle of two embeddings is that of their hues.
        double Channel(double at) => 127.5 + (100 * Math.Cos((hue - at) * Math.PI / 180));
        return ((byte)Math.Round(Channel(0)), (byte)Math.Round(Channel(120)), (byte)Math.Round(Channel(240)));
    }

    /// <summary>The graph's embedding of a hue.</summary>
    public static float[] Embedding(double hue)
    {
        var (r, g, b) = Colour(hue);
        var mean = (r + g + b) / 3.0;
        double[] chroma = [r - mean, g - mean, b - mean];
        var length = Math.Sqrt(chroma.Sum(c => c * c));
        var embedding = new float[Dimensions];
        for (var i = 0; i < Channels; i++) embedding[i] = (float)(chroma[i] / length);
        return embedding;
    }

    public static byte[] Graph()
    {
        var g = new OnnxWriter();
        g.Node("AveragePool", ["pixels"], "cell", "", ("kernel_shape", new long[] { Cell, Cell }), ("strides", new long[] { Cell, Cell }));
        g.Node("ReduceMean", ["cell", g.Constant("axes", [1])], "grey", "", ("keepdims", 1L));
        g.Node("Sub", ["cell", "grey"], "chroma");
        g.Node("Mul", ["chroma", "chroma"], "square");
        g.Node("ReduceSum", ["square", g.Constant("sum_axes", [1])], "energy", "", ("keepdims", 1L));
        g.Node("Add", ["energy", g.Constant("epsilon", [1e-6f], [1])], "positive");
        g.Node("Sqrt", ["positive"], "length");
        g.Node("Div", ["chroma", "length"], "direction");
        g.Node("Sub", ["length", g.Constant("least", [0.35f], [1])], "above");
        g.Node("Mul", ["above", g.Constant("gain", [40], [1])], "objectness");
        var spread = new float[Dimensions * Channels];
        for (var i = 0; i < Channels; i++) spread[(i * Channels) + i] = 1;
        g.Node("Conv", ["direction", g.Constant("spread", spread, Dimensions, Channels, 1, 1)], "embedding");
        g.Node("Conv", ["chroma", g.Constant("nothing", new float[4 * Channels], 4, Channels, 1, 1), g.Constant("reach", [Reach, Reach, Reach, Reach], 4)], "box");
        g.Input("pixels", OnnxWriter.Float, "N", Channels, "H", "W");
        g.Output("objectness", OnnxWriter.Float, "N", 1, "h", "w");
        g.Output("embedding", OnnxWriter.Float, "N", Dimensions, "h", "w");
        g.Output("box", OnnxWriter.Float, "N", 4, "h", "w");
        return g.Model();
    }

    public static string BrandsJson() => "[" + string.Join(",", Brands.Select((b, i) =>
        $$"""{"brand":"{{b.Name}}","title":"The {{b.Name}} one","aliases":["{{b.Alias}}"],"rows":[{{i}},1]}""")) + "]";

    public static byte[] BrandRows() => [.. Brands.SelectMany(b => Embedding(b.Hue)).SelectMany(v => BitConverter.GetBytes((Half)v))];

    /// <param name="graph">sha256 of <c>logo.onnx</c>; the other two of the brands' files.</param>
    public static string Manifest(string graph = Zeros, string brands = Zeros, string rows = Zeros, string version = "1") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        name: logo
        version: "{{version}}"
        family: logo
        licence: permissive
        graphs:
          - name: cells
            input: {name: pixels, height: {min: 32, max: 1920, multiple: 32}, width: {min: 32, max: 1920, multiple: 32}, mean: [0.5, 0.5, 0.5], scale: [0.5, 0.5, 0.5] }
            outputs: [{name: objectness}, {name: embedding}, {name: box}]
            limits: {max_batch_items: 4, pixel_budget: 3686400, buckets: [65536, 262144, 1048576, 3686400]}
            variants:
              - {name: fp32, provider: cpu, graph: {path: logo.onnx, sha256: {{graph}} } }
        logo: {objectness: 0.5, match: {{Match}}, near: {{Near}} }
        tasks:
          - {name: logo, label: impersonation, threshold: 0.8, block_threshold: 0.9}
        files:
          brands: {path: brands.json, sha256: {{brands}} }
          embeddings: {path: brands.bin, sha256: {{rows}} }
        scheduling: {instances: 1, threads_per_instance: 1, max_delay_ms: 0, max_wait_ms: 0}
        policy: {on_error: review}

        """);

    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Writes <c>logo/VERSION</c> into a models folder.</summary>
    /// <param name="bend">Changes the manifest's text.</param>
    /// <param name="brands">The text of <c>brands.json</c>; null for the usual ones.</param>
    /// <param name="rows">The bytes of <c>brands.bin</c>; null for the usual ones.</param>
    /// <returns>The version's folder.</returns>
    public static string Write(string models, string version = "1", Func<string, string>? bend = null, string? brands = null, byte[]? rows = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(models, "logo", version)).FullName;
        var (graph, json, binary) = (Graph(), Encoding.UTF8.GetBytes(brands ?? BrandsJson()), rows ?? BrandRows());
        File.WriteAllBytes(Path.Combine(folder, "logo.onnx"), graph);
        File.WriteAllBytes(Path.Combine(folder, "brands.json"), json);
        File.WriteAllBytes(Path.Combine(folder, "brands.bin"), binary);
        var manifest = Manifest(Digest(graph), Digest(json), Digest(binary), version);
        File.WriteAllText(Path.Combine(folder, "manifest.yaml"), bend is null ? manifest : bend(manifest));
        return folder;
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
