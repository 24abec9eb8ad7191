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

    /// <summary>The same for pictures: cost is pixels, and only pictures of one bucket meet.</summary>
    public static DynamicBatcher<ImageInput, ImageTensor[]> Create(
        LoadedImageGraph graph, IReadOnlyList<LatencySample> seeds, LatencyCoefficients? kept, TimeProvider time, ILogger logger)
    {
        var limits = graph.Manifest.Limits;
        var options = new BatcherOptions
        {
            Model = graph.Model.Id,
            TokenBudget = limits.PixelBudget,
            MaxBatchItems = limits.MaxBatchItems,
            Buckets = limits.Buckets,
            MinFill = 1,
            MaxDelay = graph.Model.Scheduling.MaxDelay,
            MaxWait = graph.Model.Scheduling.MaxWait,
            QueueCost = (long)limits.PixelBudget * QueuedBatches * graph.Plan.Instances,
        };
        var batcher = new DynamicBatcher<ImageInput, ImageTensor[]>(graph.Sessions, options, time, logger);
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
        MaxWait = manifest.Scheduling.MaxWait,
        QueueCost = (long)manifest.Limits.TokenBudget * QueuedBatches * plan.Instances,
    };
}
