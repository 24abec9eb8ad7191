using Classifier.Inference.Batching;
using Classifier.Inference.Manifests;

namespace Classifier.Inference.Models;

/// <summary>First runs of a session: memory is taken, and three timed ones tell the batcher what a run costs here.</summary>
internal static class WarmUp
{
    /// <summary>Items and length of the timed runs, small enough for a cold start of two seconds.</summary>
    private static readonly (int Items, int Length)[] Shapes = [(1, 16), (4, 64), (1, 256)];

    /// <summary>A clock may be too coarse to see a run.</summary>
    private const double ShortestSeconds = 1e-6;

    /// <exception cref="ModelFaultException">The graph does not run here.</exception>
    public static IReadOnlyList<LatencySample> Run(
        IBatchRunner<ReadOnlyMemory<int>, float[]> runner, LimitsManifest limits, TimeProvider time)
    {
        var seeds = new List<LatencySample>();
        Once(runner, 1, Math.Min(16, limits.MaxLength));
        foreach (var shape in Shapes)
        {
            var length = Math.Min(shape.Length, limits.MaxLength);
            var items = Math.Clamp(Math.Min(shape.Items, limits.TokenBudget / length), 1, limits.MaxBatchItems);
            var start = time.GetTimestamp();
            Once(runner, items, length);
            seeds.Add(new(items, length, Math.Max(time.GetElapsedTime(start).TotalSeconds, ShortestSeconds)));
        }
        return seeds;
    }

    private static void Once(IBatchRunner<ReadOnlyMemory<int>, float[]> runner, int items, int length)
    {
        // Id 0 exists in every vocabulary.
        var ids = new int[length];
        var batch = new ReadOnlyMemory<int>[items];
        Array.Fill(batch, ids);
        runner.Run(batch, new float[items][]);
    }
}
