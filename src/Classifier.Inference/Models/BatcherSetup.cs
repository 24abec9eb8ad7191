using Classifier.Inference.Batching;
using Classifier.Inference.Manifests;
using Microsoft.Extensions.Logging;

namespace Classifier.Inference.Models;

/// <summary>The batcher that a manifest asks for, told what the first runs cost.</summary>
internal static class BatcherSetup
{
    /// <summary>The queue holds so many full batches an instance: with more, what waits would mostly be late.</summary>
    private const int QueuedBatches = 16;

    public static DynamicBatcher<ReadOnlyMemory<int>, float[]> Create(
        LoadedGraph graph, IReadOnlyList<LatencySample> seeds, LatencyCoefficients? kept, TimeProvider time, ILogger logger)
    {
        var batcher = new DynamicBatcher<ReadOnlyMemory<int>, float[]>(graph.Sessions, Options(graph.Manifest, graph.Plan), time, logger);
        batcher.Latency.Seed(seeds, kept);
        return batcher;
    }

    internal static BatcherOptions Options(ModelManifest manifest, InstancePlan plan) => new()
    {
        Model = manifest.Id,
        TokenBudget = manifest.Limits.TokenBudget,
        MaxBatchItems = manifest.Limits.MaxBatchItems,
        Buckets = manifest.Limits.Buckets,
        MaxDelay = manifest.Scheduling.MaxDelay,
        QueueCost = (long)manifest.Limits.TokenBudget * QueuedBatches * plan.Instances,
    };
}
