using System.Globalization;
using System.Text.Json;
using Classifier.ModelBuilder.Images;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Net;

/// <summary>Both forward passes against the golden vectors that come with the weights: TorchSharp's at 224 px, the graph's at the crop's size against TorchSharp's.</summary>
internal static class Lite0Check
{
    private const int Side = 224;
    private const double Tolerance = 2e-3, GraphTolerance = .12;

    public static int Run(Options options)
    {
        var folder = Path.Combine(options.Weights, "efficientnet-lite0");
        var network = new Lite0(folder, CPU);
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "golden.json")));
        var worst = 0.0;
        foreach (var row in golden.RootElement.EnumerateArray())
        {
            var ramp = row.GetProperty("input").GetString()!.StartsWith("ramp", StringComparison.Ordinal);
            using var pixels = tensor(Input(Side, ramp), [1, 3, Side, Side]);
            var (features, logits) = network.Classify(pixels);
            var first = row.GetProperty("features_first16").EnumerateArray().Select(v => v.GetSingle()).Zip(features.data<float>().ToArray(), (a, b) => Math.Abs(a - b)).Max();
            var sum = Math.Abs(row.GetProperty("features_sum").GetDouble() - features.sum().item<float>()) / 1280;
            var top = row.GetProperty("top5").EnumerateArray().Select(v => v.GetInt64()).ToArray();
            var values = row.GetProperty("top5_logits").EnumerateArray().Select((v, i) => Math.Abs(v.GetSingle() - logits[0, top[i]].item<float>())).Max();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.GetProperty("input").GetString()![..4]}: features {first:0.00000}, sum / 1280 {sum:0.000000}, logits {values:0.00000}, first class {logits.argmax(1).item<long>()} of {top[0]}"));
            worst = Math.Max(worst, Math.Max(first, Math.Max(sum, values)));
        }

        const int crop = Degradation.Side;
        using var small = tensor(Input(crop, true), [1, 3, crop, crop]);
        var expected = network.Features(small).data<float>().ToArray();
        var path = Path.Combine(options.Out, "check.onnx");
        CropGraph.Write(GridFeatures.Lite(options), [Front.Plain], crop, null, path);
        using var graph = new GridFeatures(path, CropGraph.StatisticsOf(1));
        var bytes = small.squeeze(0).permute(1, 2, 0).to(uint8).contiguous().data<byte>().ToArray();
        var got = graph.Of([new Patch(crop, crop, bytes)]);
        var plain = CropGraph.Blocks().Where(b => !b.Correlations).SelectMany(b => got.Skip(b.Start).Take(b.Count)).ToArray();
        // The graph's weights are rounded to float16 once more after folding; where a batch norm's gain is large that shows.
        var apart = plain.Zip(expected, (a, b) => Math.Abs(a - b) / (1 + Math.Abs(b))).Max();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"graph: {plain.Length} statistics, largest difference {apart:0.00000}"));
        return worst < Tolerance && apart < GraphTolerance ? 0 : 1;
    }

    private static float[] Input(int side, bool ramp)
    {
        var values = new float[3 * side * side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                int[] colour = ramp ? [x * 255 / (side - 1), y * 255 / (side - 1), (x + y) % 64 * 4] : [128, 128, 128];
                for (var c = 0; c < 3; c++)
                {
                    values[(c * side + y) * side + x] = colour[c];
                }
            }
        }

        return values;
    }
}
