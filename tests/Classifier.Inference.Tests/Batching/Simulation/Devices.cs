using Classifier.Inference.Batching;

namespace Classifier.Inference.Tests.Batching.Simulation;

/// <summary>Latencies of the size that real machines show.</summary>
internal static class Devices
{
    /// <summary>Two cores: every token costs, starting a run hardly.</summary>
    public static LatencyCoefficients Cpu { get; } = new(1.6e-4, 3e-3, 5e-8);

    /// <summary>A card: starting a run costs more than a few short texts.</summary>
    public static LatencyCoefficients Gpu { get; } = new(1.5e-6, 2e-3, 1e-9);

    /// <summary>Items a second in full batches of lengths as <see cref="Traffic.Mixed"/> makes them.</summary>
    public static double Capacity(BatcherOptions options, LatencyCoefficients latency, Func<Random, int>? length = null)
    {
        var random = new Random(1);
        double seconds = 0;
        const int Samples = 20_000;
        for (var i = 0; i < Samples; i++)
        {
            var n = (length ?? Traffic.Mixed)(random);
            var bucket = options.Buckets.First(b => b >= n);
            var full = Math.Min(options.MaxBatchItems, options.TokenBudget / bucket);
            seconds += latency.Predict(full, bucket) / full;
        }
        return Samples / seconds;
    }
}
