using System.Diagnostics;
using System.Globalization;
using Classifier.ModelBuilder.Images;
using Classifier.Training.Common;
using Classifier.Training.Deepfake.Data;
using Classifier.Training.Deepfake.Net;

namespace Classifier.Training.Deepfake.Export;

/// <summary>Writes a model's graph again with its own head and without the statistics that the head does not read; nothing is fitted.</summary>
internal static class Trim
{
    private const int Crops = 9, Rounds = 25;

    /// <returns>0; 1 where a logit moved by more than the model's golden tolerance, and nothing is written then.</returns>
    public static int Run(Options options)
    {
        var folder = Path.GetFullPath(options.Text("model", "models/deepfake/1"));
        var (graph, trimmed) = (Path.Combine(folder, "crops.onnx"), Path.Combine(folder, "crops.onnx.tmp"));
        var fronts = options.Text("fronts", "Plain").Split(',').Select(f => Enum.Parse<Front>(f, ignoreCase: true)).ToList();
        CropGraph.Write(GridFeatures.Lite(options), fronts, Degradation.Side, LinearHead.Read(graph, fronts.Count), trimmed);
        var (apart, before, after) = Compare(graph, trimmed);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"largest difference of a logit {apart:0.0000000}; {Crops} crops on one thread {before:0.00} ms before, {after:0.00} ms after"));
        if (!(apart <= options.Real("tolerance", .01)))
        {
            File.Delete(trimmed);
            return 1;
        }

        var manifest = Path.Combine(folder, "manifest.yaml");
        var text = File.ReadAllText(manifest).Replace(Exporter.Sha256(graph), Exporter.Sha256(trimmed), StringComparison.Ordinal);
        File.Move(trimmed, graph, overwrite: true);
        File.WriteAllText(manifest, text);
        return 0;
    }

    private static (double Apart, double Before, double After) Compare(string graph, string trimmed)
    {
        using GridFeatures old = new(graph, 1), fresh = new(trimmed, 1);
        var (apart, before, after) = (0.0, new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var pixels = Smooth(new Random(round), Crops);
            var (was, first) = Timed(() => old.Run(pixels, Crops));
            var (now, second) = Timed(() => fresh.Run(pixels, Crops));
            apart = Math.Max(apart, was.Zip(now, (a, b) => Math.Abs((double)a - b)).Max());
            before.Add(first);
            after.Add(second);
        }

        return (apart, before.Order().ElementAt(Rounds / 2), after.Order().ElementAt(Rounds / 2));
    }

    private static (float[] Logits, double Milliseconds) Timed(Func<float[]> run)
    {
        var clock = Stopwatch.StartNew();
        var logits = run();
        return (logits, clock.Elapsed.TotalMilliseconds);
    }

    // Waves with noise on them: nearer to pictures than noise alone.
    private static float[] Smooth(Random random, int crops)
    {
        const int side = Degradation.Side;
        var values = new float[crops * 3 * side * side];
        for (var plane = 0; plane < crops * 3; plane++)
        {
            var (fx, fy, phase, noise) = (random.NextDouble(), random.NextDouble(), random.NextDouble() * 6, random.NextDouble() * .3);
            for (var i = 0; i < side * side; i++)
            {
                values[(plane * side * side) + i] = (float)Math.Clamp((.7 * Math.Sin((i % side * fx) + (i / side * fy) + phase)) + (noise * (random.NextDouble() - .5)), -1, 1);
            }
        }

        return values;
    }
}
