namespace Classifier.Inference.Batching.Internal;

/// <summary>What a batcher has done since it started. Fields belong to its lock.</summary>
internal sealed class BatchCounters
{
    public long Batches { get; set; }
    public long Items { get; set; }
    public long RealCost { get; set; }
    public long PaddedCost { get; set; }
    public long Refused { get; set; }
    public long Shed { get; set; }
    public long Expired { get; set; }
    public long Cancelled { get; set; }
    public long Failed { get; set; }
}
