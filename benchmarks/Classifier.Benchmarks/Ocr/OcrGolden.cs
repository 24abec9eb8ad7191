using System.Globalization;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Inference.SelfTests;
using Classifier.Inference.Sessions;

namespace Classifier.Benchmarks.Ocr;

/// <summary><c>-- ocr golden FILE</c>: what the committed graphs give for noise, in float32 on this processor.</summary>
internal static class OcrGolden
{
    private const int Values = 12;

    public static void Write(string path)
    {
        var manifest = ManifestReader.Read(Path.Combine(Checkout.Root, "models", "ocr", "1"));
        var lines = new List<string>();
        foreach (var graph in manifest.Graphs)
        {
            using var loaded = ImageGraph.Load(Path.Combine(manifest.Directory, graph.Variants[0].Graph.Path), manifest.Id, graph, new(SessionSettings.Cpu, 1));
            using var session = loaded.CreateSession();
            for (var seed = 1; seed <= 2; seed++)
            {
                var (height, width) = (graph.Height.Ceiling(64), graph.Width.Ceiling(96));
                var results = new ImageTensor[1][];
                session.Run([ImageGolden.Noise(seed, height, width)], results);
                for (var o = 0; o < results[0].Length; o++)
                {
                    var values = results[0][o].Values;
                    var at = Enumerable.Range(0, Math.Min(Values, values.Length)).Select(i => i * (values.Length - 1) / Math.Max(1, Math.Min(Values, values.Length) - 1))
                        .Select(i => string.Create(CultureInfo.InvariantCulture, $"[{i},{values[i]:R}]"));
                    lines.Add($"{{\"graph\":\"{graph.Name}\",\"seed\":{seed},\"height\":{height},\"width\":{width},\"output\":{o},\"at\":[{string.Join(',', at)}]}}");
                }
            }
        }
        File.WriteAllLines(path, lines);
    }
}
