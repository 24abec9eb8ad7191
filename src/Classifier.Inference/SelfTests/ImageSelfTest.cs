using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Manifests;

namespace Classifier.Inference.SelfTests;

/// <summary>Runs known noise through an image graph as it will be served, twice in a batch, and compares with known values.</summary>
public static class ImageSelfTest
{
    /// <param name="runner">Runs the variant's graph; used by the calling thread alone.</param>
    /// <returns>A report; a fault of the model or of the golden file is its problem, never an exception.</returns>
    public static SelfTestReport Run(
        ModelManifest manifest, ImageGraphManifest graph, ModelVariant variant, IBatchRunner<ImageInput, ImageTensor[]> runner)
    {
        var tolerance = manifest.Golden is { } golden && golden.Tolerance.TryGetValue(variant.Name, out var allowed) ? allowed : double.NaN;
        var report = new SelfTestReport(manifest.Id, $"{graph.Name} {variant.Name}", variant.Provider, 0, double.NaN, tolerance, null);
        if (manifest.Golden is null || double.IsNaN(tolerance)) return report with { Problem = "the model has no golden values for this variant" };
        try
        {
            var samples = ImageGolden.Read(graph, ModelFiles.Locate(manifest.Directory, manifest.Golden.File.Path));
            var drift = 0.0;
            foreach (var sample in samples) drift = Math.Max(drift, Drift(sample, runner, graph.Limits.MaxBatchItems));
            report = report with { Samples = samples.Count, MaxDrift = drift };
            return drift <= tolerance ? report : report with { Problem = FormattableString.Invariant($"a value is off by {drift:0.####}, {tolerance:0.####} is allowed") };
        }
        catch (Exception e) when (e is ClassifierException or ModelFaultException)
        {
            return report with { Problem = e.Message };
        }
    }

    private static double Drift(ImageGolden sample, IBatchRunner<ImageInput, ImageTensor[]> runner, int maxItems)
    {
        var noise = ImageGolden.Noise(sample.Seed, sample.Height, sample.Width);
        var results = new ImageTensor[Math.Min(2, maxItems)][];
        runner.Run([.. Enumerable.Repeat(noise, results.Length)], results);
        var drift = 0.0;
        foreach (var outputs in results)
        {
            var values = outputs[sample.Output].Values;
            foreach (var (index, value) in sample.At)
                drift = Math.Max(drift, (uint)index < (uint)values.Length ? Math.Abs(values[index] - value) : double.PositiveInfinity);
        }
        return drift;
    }
}
