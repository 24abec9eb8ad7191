using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Manifests;

namespace Classifier.Inference.SelfTests;

/// <summary>
/// Runs a model's known sequences through the graph as it will be served, in batches of several, and compares the logits:
/// a driver or a processor that computes wrongly is found before it decides anything.
/// </summary>
public static class SelfTest
{
    private const int BatchItems = 8;

    /// <param name="runner">Runs the variant's graph; used by the calling thread alone.</param>
    /// <returns>A report; a fault of the model or of the golden file is its problem, never an exception.</returns>
    public static SelfTestReport Run(ModelManifest manifest, ModelVariant variant, IBatchRunner<ReadOnlyMemory<int>, float[]> runner)
    {
        var tolerance = manifest.Golden is { } golden && golden.Tolerance.TryGetValue(variant.Name, out var allowed) ? allowed : double.NaN;
        var report = new SelfTestReport(manifest.Id, variant.Name, variant.Provider, 0, double.NaN, tolerance, null);
        if (manifest.Golden is null || double.IsNaN(tolerance)) return report with { Problem = "the model has no golden logits for this variant" };
        try
        {
            var samples = GoldenSample.Read(manifest, ModelFiles.Locate(manifest.Directory, manifest.Golden.File.Path));
            var drift = 0.0;
            foreach (var batch in Batches(samples, manifest.Limits)) drift = Math.Max(drift, Drift(batch, runner));
            report = report with { Samples = samples.Count, MaxDrift = drift };
            return drift <= tolerance ? report : report with { Problem = FormattableString.Invariant($"a logit is off by {drift:0.####}, {tolerance:0.####} is allowed") };
        }
        catch (Exception e) when (e is ClassifierException or ModelFaultException)
        {
            return report with { Problem = e.Message };
        }
    }

    private static IEnumerable<GoldenSample[]> Batches(IReadOnlyList<GoldenSample> samples, LimitsManifest limits)
    {
        var batch = new List<GoldenSample>();
        var tokens = 0;
        foreach (var sample in samples)
        {
            if (batch.Count > 0 && (batch.Count == Math.Min(BatchItems, limits.MaxBatchItems) || tokens + sample.Ids.Length > limits.TokenBudget))
            {
                yield return [.. batch];
                batch.Clear();
                tokens = 0;
            }
            batch.Add(sample);
            tokens += sample.Ids.Length;
        }
        yield return [.. batch];
    }

    private static double Drift(GoldenSample[] batch, IBatchRunner<ReadOnlyMemory<int>, float[]> runner)
    {
        var results = new float[batch.Length][];
        runner.Run([.. batch.Select(s => (ReadOnlyMemory<int>)s.Ids)], results);
        var drift = 0.0;
        for (var i = 0; i < batch.Length; i++)
            for (var o = 0; o < batch[i].Logits.Length; o++) drift = Math.Max(drift, Math.Abs(results[i][o] - batch[i].Logits[o]));
        return drift;
    }
}
