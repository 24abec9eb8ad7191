using System.Globalization;
using System.Security.Cryptography;

namespace Classifier.Inference.Tests.Support;

/// <summary>Image models of one graph over squares of 16 pixels, written by the tests themselves.</summary>
internal static class TinyImageModel
{
    public const int Size = 16;
    private const int Channels = 3, Filters = 4;

    /// <summary>logit = 20 · (mean of all values − 0.5): white is +10, black −10, grey in between.</summary>
    /// <param name="side">The side that the graph names; null leaves it open.</param>
    public static byte[] Brightness(int? side = Size)
    {
        var g = new OnnxWriter();
        g.Node("ReduceMean", ["pixels", g.Constant("axes", [1, 2, 3])], "mean", "", ("keepdims", 0L));
        g.Node("Sub", ["mean", g.Constant("middle", [0.5f], [])], "centred");
        g.Node("Mul", ["centred", g.Constant("gain", [20], [])], "logit");
        return Finish(g, side, "N");
    }

    /// <summary>Convolution, rectifier, mean, linear: [n, 1] that depends on where the values stand.</summary>
    public static byte[] Convolution(int? side = Size, int seed = 1)
    {
        var g = new OnnxWriter();
        var random = new Random(seed);
        float[] Weights(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
        g.Node("Conv", ["pixels", g.Constant("kernel", Weights(Filters * Channels * 9), Filters, Channels, 3, 3)], "edges");
        g.Node("Relu", ["edges"], "positive");
        g.Node("ReduceMean", ["positive", g.Constant("axes", [2, 3])], "features", "", ("keepdims", 0L));
        g.Node("MatMul", ["features", g.Constant("head", Weights(Filters), Filters, 1)], "logit");
        return Finish(g, side, "N", 1);
    }

    /// <summary>log(mean of all values): not a number for negative ones, infinite for zeros.</summary>
    public static byte[] Logarithm()
    {
        var g = new OnnxWriter();
        g.Node("ReduceMean", ["pixels", g.Constant("axes", [1, 2, 3])], "mean", "", ("keepdims", 0L));
        g.Node("Log", ["mean"], "logit");
        return Finish(g, Size, "N");
    }

    /// <summary>The manifest of a model that answers <c>deepfake</c>.</summary>
    /// <param name="digest">sha256 of <c>tiny.onnx</c>.</param>
    public static string Manifest(string digest = ManifestDigest, string version = "1", string aggregate = "median", int count = 9) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        name: deepfake
        version: "{{version}}"
        family: image
        licence: permissive
        outputs:
          - {name: logit, calibration: {slope: 0.5, offset: 0.25} }
        tasks:
          - {name: deepfake, label: fake, otherwise: real, outputs: [logit], threshold: 0.8, uncertain_from: 0.4, block_threshold: 0.95}
        crops: {size: 16, count: {{count}}, aggregate: {{aggregate}} }
        graphs:
          - name: crop
            input: {name: pixels, height: {min: 16, max: 16, multiple: 16}, width: {min: 16, max: 16, multiple: 16} }
            outputs: [{name: logit}]
            limits: {max_batch_items: 8, pixel_budget: 2048, buckets: [256]}
            variants:
              - {name: fp32, provider: cpu, graph: {path: tiny.onnx, sha256: {{digest}} } }
        files: {}
        scheduling: {instances: 1, threads_per_instance: 1, max_delay_ms: 0, max_wait_ms: 0}
        policy: {on_error: block}

        """);

    private const string ManifestDigest = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Writes <c>deepfake/1</c> into a models folder.</summary>
    /// <param name="bend">Changes the manifest's text.</param>
    /// <returns>The version's folder.</returns>
    public static string Write(string models, byte[]? graph = null, Func<string, string>? bend = null)
    {
        graph ??= Brightness();
        var folder = Directory.CreateDirectory(Path.Combine(models, "deepfake", "1")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "tiny.onnx"), graph);
        var manifest = Manifest(Convert.ToHexStringLower(SHA256.HashData(graph)));
        File.WriteAllText(Path.Combine(folder, "manifest.yaml"), bend is null ? manifest : bend(manifest));
        return folder;
    }

    private static byte[] Finish(OnnxWriter g, int? side, params object[] output)
    {
        object Open(string name) => side is { } fixedSide ? fixedSide : name;
        g.Input("pixels", OnnxWriter.Float, "N", Channels, Open("H"), Open("W"));
        g.Output("logit", OnnxWriter.Float, output);
        return g.Model();
    }
}
