using Classifier.Core;

namespace Classifier.Inference.Batching;

/// <summary>Bounds and habits of a batcher. Costs are in units of length (tokens).</summary>
public sealed record BatcherOptions
{
    /// <summary>Named in faults that the runner did not name itself.</summary>
    public ModelId Model { get; init; } = new("model", "1");

    /// <summary>Most cells (items × padded length) in a batch; at least the last bucket.</summary>
    public int TokenBudget { get; init; } = 4096;

    /// <summary>Most items in a batch.</summary>
    public int MaxBatchItems { get; init; } = 32;

    /// <summary>Padded lengths, ascending, 1 to 64 of them; the last is the longest item allowed.</summary>
    public IReadOnlyList<int> Buckets { get; init; } = LengthBuckets.Default(512);

    /// <summary>Items of another bucket may join while real cost per cell of the grid stays at least this; 0 to 1.</summary>
    public double MinFill { get; init; } = 0.9;

    /// <summary>
    /// A batch grows until starting a run is no more than this part of its time, within the two bounds above: more would
    /// gain nothing and make others wait. 0 leaves the bounds alone; below 1.
    /// </summary>
    public double OverheadShare { get; init; } = 0.05;

    /// <summary>Longest wait for company on a free device.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Interactive work is refused at gate 1 where it would wait longer than this for its turn, however late its deadline; null for
    /// no bound. What one has to wait for is then known under any load, and the queue need not be filled to keep the device busy.
    /// </summary>
    public TimeSpan? MaxWait { get; init; }

    /// <summary>High watermark: most cost that waits. Its last eighth is for tenants that hold less than an eighth.</summary>
    public long QueueCost { get; init; } = 65_536;

    /// <summary>Once full, the queue opens again when it has drained to this fraction of <see cref="QueueCost"/>; 0 to 1.</summary>
    public double LowWatermark { get; init; } = 0.75;

    /// <summary>Most tickets of gate 1 at a time.</summary>
    public int MaxPreparing { get; init; } = 256;

    /// <summary>Most of the queue that one tenant may hold while others wait, and of the tickets at any time; above 0, at most 1.</summary>
    public double TenantShare { get; init; } = 0.5;

    /// <summary>An item that its tenant's later items overtook in so many batches seeds the next one.</summary>
    public int BypassCap { get; init; } = 8;

    /// <summary>Bulk work that waited so long gets every fourth batch; also the deadline by which work without one is ordered.</summary>
    public TimeSpan AgeingAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Kept free between a predicted end and a deadline, beside the latency model's own spread.</summary>
    public TimeSpan SafetyMargin { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>What an earlier process learnt on this machine; null to start without.</summary>
    public LatencyCoefficients? Latency { get; init; }

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>, with the option at fault.</exception>
    internal void Validate()
    {
        Require(Buckets.Count is >= 1 and <= 64, nameof(Buckets), "needs 1 to 64 lengths");
        for (var i = 0; i < Buckets.Count; i++)
            Require(Buckets[i] > (i == 0 ? 0 : Buckets[i - 1]), nameof(Buckets), "must be positive and ascend");
        Require(TokenBudget >= Buckets[^1], nameof(TokenBudget), "must hold one item of the last bucket");
        Require(MaxBatchItems is >= 1 and <= 4096, nameof(MaxBatchItems), "lies outside 1 to 4096");
        Require(MinFill is >= 0 and <= 1, nameof(MinFill), "lies outside 0 to 1");
        Require(OverheadShare is >= 0 and < 1, nameof(OverheadShare), "lies outside 0 to 1");
        Require(MaxDelay >= TimeSpan.Zero, nameof(MaxDelay), "is negative");
        Require(!(MaxWait <= TimeSpan.Zero), nameof(MaxWait), "must be positive");
        Require(QueueCost >= Buckets[^1], nameof(QueueCost), "must hold one item of the last bucket");
        Require(LowWatermark is >= 0 and <= 1, nameof(LowWatermark), "lies outside 0 to 1");
        Require(MaxPreparing >= 1, nameof(MaxPreparing), "must be at least 1");
        Require(TenantShare is > 0 and <= 1, nameof(TenantShare), "lies outside 0 to 1");
        Require(BypassCap >= 1, nameof(BypassCap), "must be at least 1");
        Require(AgeingAfter > TimeSpan.Zero, nameof(AgeingAfter), "must be positive");
        Require(SafetyMargin >= TimeSpan.Zero, nameof(SafetyMargin), "is negative");
    }

    private static void Require(bool holds, string option, string complaint)
    {
        if (!holds) throw new ClassifierException(ErrorKind.Configuration, $"The batcher's option {option} {complaint}.", option);
    }
}
