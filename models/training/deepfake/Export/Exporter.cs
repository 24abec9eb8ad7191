using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Classifier.ModelBuilder.Images;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using Classifier.Training.Deepfake.Fit;
using Classifier.Training.Deepfake.Net;
using static TorchSharp.torch;

namespace Classifier.Training.Deepfake.Export;

/// <summary>Fits the head on every training picture, calibrates it on held-out predictions and writes the model's folder, but for its card.</summary>
internal static class Exporter
{
    public const double FlagFalseAlarms = .02, UncertainFalseAlarms = .10;
    private const int GoldenSeeds = 4;

    public static void Run(Options options)
    {
        var folder = Path.GetFullPath(options.Text("model", "models/deepfake/1"));
        var fronts = options.Text("fronts", "Plain").Split(',').Select(f => Enum.Parse<Front>(f, ignoreCase: true)).ToList();
        var limit = options.Real("limit", 4);
        var head = Head(options, fronts, limit);
        var graph = Path.Combine(folder, "crops.onnx");
        CropGraph.Write(GridFeatures.Lite(options), fronts, Degradation.Side, head, graph);

        var held = HeldScore.Read(options.Text("scores", Path.Combine(options.Out, "held-out.tsv")));
        var calibration = Calibration.Fit(held);
        var flag = Calibration.LogitAt(held, FlagFalseAlarms);
        var uncertain = Calibration.LogitAt(held, UncertainFalseAlarms);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"slope {calibration.Slope:0.000000} offset {calibration.Offset:0.000000}; fake from {calibration.Score(flag):0.0000} (recall {Calibration.RecallFrom(held, flag):0.000}), uncertain from {calibration.Score(uncertain):0.0000} (recall {Calibration.RecallFrom(held, uncertain):0.000})"));
        var golden = Path.Combine(folder, "golden.jsonl");
        File.WriteAllText(golden, Golden(graph));
        File.WriteAllText(Path.Combine(folder, "manifest.yaml"), Manifest(options, calibration, flag, uncertain, Sha256(graph), Sha256(golden)));
    }

    /// <summary>The head on every training picture.</summary>
    public static Discriminant Fit(Options options, IReadOnlyList<Front> fronts, long[] read)
    {
        var sets = options.Text("ways", "Native,Equalised").Split(',').Select(w => GridSet.Read(options, fronts, "train", Enum.Parse<Way>(w, ignoreCase: true), read)!).ToList();
        var columns = arange(read.Length, int64);
        return GridSet.Scatter(sets, options.Has("by-crop")).Fit((_, _, _) => true, columns, [options.Real("lambda", 1)], options.Real("nuisance", 0));
    }

    private static LinearHead Head(Options options, IReadOnlyList<Front> fronts, double limit)
    {
        var read = Selection.Parse(options.Text("select", "p0-7"), fronts);
        var found = Fit(options, fronts, read);
        var count = CropGraph.StatisticsOf(fronts.Count);
        var (mean, scale, weights) = (new float[count], Enumerable.Repeat(1f, count).ToArray(), new float[count]);
        var (m, s, w) = (found.Mean.data<float>().ToArray(), found.Scale.data<float>().ToArray(), found.Weights.contiguous().data<float>().ToArray());
        for (var i = 0; i < read.Length; i++)
        {
            (mean[read[i]], scale[read[i]], weights[read[i]]) = (m[i], s[i], w[i]);
        }

        return new(mean, scale, weights, 0, (float)limit);
    }

    // Noise as the server's self-test makes it: the generator of Park and Miller.
    private static string Golden(string graph)
    {
        using var session = new GridFeatures(graph, 1);
        var lines = new StringBuilder();
        for (var seed = 1; seed <= GoldenSeeds; seed++)
        {
            const int side = Degradation.Side;
            var values = new float[3 * side * side];
            var state = ((ulong)seed % 2_147_483_646) + 1;
            for (var i = 0; i < values.Length; i++)
            {
                state = state * 48_271 % 2_147_483_647;
                values[i] = (float)(((double)state / 2_147_483_647 * 2) - 1);
            }

            lines.Append(CultureInfo.InvariantCulture, $"{{\"graph\":\"crops\",\"seed\":{seed},\"height\":{side},\"width\":{side},\"output\":0,\"at\":[[0,{session.Run(values, 1)[0]:R}]]}}\n");
        }

        return lines.ToString();
    }

    private static string Manifest(Options options, Calibration calibration, double flag, double uncertain, string graph, string golden) => string.Create(CultureInfo.InvariantCulture, $$"""
        # Written by models/training/deepfake (verb export); what it can and cannot do is in card.md.
        name: deepfake
        version: "1"
        family: image
        licence: {{(options.Permissive ? "permissive" : "research-only")}}

        graphs:
          - name: crops
            input:
              name: pixels
              height: { min: 128, max: 128, multiple: 128 }
              width: { min: 128, max: 128, multiple: 128 }
              # (byte - 127) / 128
              mean: [0.4980392157, 0.4980392157, 0.4980392157]
              scale: [0.5019607843, 0.5019607843, 0.5019607843]
            outputs:
              - { name: logit }
            limits: { max_batch_items: 16, pixel_budget: 262144, buckets: [16384] }
            variants:
              - name: fp32
                provider: cpu
                requires: []
                graph: { path: crops.onnx, sha256: "{{graph}}" }

        # Platt, on predictions for sources and generators that the head had not seen.
        outputs:
          - name: logit
            calibration: { slope: {{calibration.Slope:0.000000}}, offset: {{calibration.Offset:0.000000}} }

        crops: { size: 128, count: 9, aggregate: {{options.Text("aggregate", "mean")}} }

        # Of such real pictures {{FlagFalseAlarms:0 %}} are at or above threshold, {{UncertainFalseAlarms:0 %}} at or above uncertain_from. Nothing blocks.
        tasks:
          - { name: deepfake, label: fake, on_request: true, otherwise: real, outputs: [logit], threshold: {{calibration.Score(flag):0.0000}}, uncertain_from: {{calibration.Score(uncertain):0.0000}} }

        scheduling: { instances: 0, threads_per_instance: 1, max_delay_ms: 2 }
        policy: { on_error: review }

        # Noise in, logits out, in float32 arithmetic.
        golden:
          path: golden.jsonl
          sha256: "{{golden}}"
          tolerance: { fp32: 0.01 }

        """);

    public static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
