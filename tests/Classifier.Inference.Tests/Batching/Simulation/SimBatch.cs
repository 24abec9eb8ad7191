using Classifier.Inference.Batching.Internal;

namespace Classifier.Inference.Tests.Batching.Simulation;

/// <summary>One batch of the simulation.</summary>
internal sealed record SimBatch(int Instance, long Start, long End, BatchPlan Plan, int PaddedLength, IReadOnlyList<SimItem> Items)
{
    public int Real => Items.Sum(i => i.Length);
    public int Cells => Items.Count * PaddedLength;
}
