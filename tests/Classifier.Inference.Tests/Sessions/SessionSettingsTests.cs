using Classifier.Inference.Sessions;
using Classifier.Inference.Tests.Support;
using Microsoft.ML.OnnxRuntime;

namespace Classifier.Inference.Tests.Sessions;

public sealed class SessionSettingsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Settings_keep_the_fusions_off_that_are_slow_on_the_processor()
    {
        var graph = _directory.File("padded.onnx", Padded());
        var (ours, theirs) = (Path.Combine(_directory.Path, "ours.onnx"), Path.Combine(_directory.Path, "theirs.onnx"));
        using (var options = new SessionSettings("cpu", 1).ToOptions())
        {
            options.OptimizedModelFilePath = ours;
            using var session = new InferenceSession(graph, options);
        }
        using (var options = new SessionOptions { OptimizedModelFilePath = theirs, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL })
        using (new InferenceSession(graph, options))
        {
        }

        foreach (var fused in new[] { "SkipLayerNormalization", "BiasGelu" })
        {
            Assert.True(Contains(theirs, fused), $"ONNX Runtime no longer fuses {fused} by itself; the option is not needed any more.");
            Assert.False(Contains(ours, fused), $"{fused} was fused although it was turned off.");
        }
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>What the fusions look for: bias, skip and norm, and bias and GELU, on [B, S, width].</summary>
    private static byte[] Padded()
    {
        var g = new OnnxWriter();
        var ones = Enumerable.Repeat(1f, 16).ToArray();
        g.Node("MatMul", ["x", g.Constant("w", [.. Enumerable.Range(0, 256).Select(i => i / 256f)], 16, 16)], "m");
        g.Node("Add", ["m", g.Constant("b", ones, 16)], "biased");
        g.Node("Add", ["biased", "x"], "sum");
        g.Node("LayerNormalization", ["sum", g.Constant("gamma", ones, 16), g.Constant("beta", ones, 16)], "n", "", ("axis", -1L), ("epsilon", 1e-5f));
        g.Node("Mul", ["n", g.Constant("row", [.. ones.Select((_, i) => i + 2f)], 16)], "m2");
        g.Node("Add", ["m2", g.Constant("b2", ones, 16)], "biased2");
        g.Node("Gelu", ["biased2"], "y", "com.microsoft");
        g.Input("x", OnnxWriter.Float, 2, 4, 16);
        g.Output("y", OnnxWriter.Float, 2, 4, 16);
        return g.Model();
    }

    private static bool Contains(string path, string text) =>
        File.ReadAllBytes(path).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(text)) >= 0;
}
