namespace Classifier.Core;

/// <summary>Where one piece of work's time went. Times in nanoseconds of a monotonic clock.</summary>
/// <param name="QueueNs">Waiting for a batch.</param>
/// <param name="RunNs">The whole run of the batch.</param>
/// <param name="BatchSize">Items in the batch.</param>
/// <param name="RealCost">This item's cost (tokens or pixels).</param>
/// <param name="PaddedCost">This item's share of the padded grid.</param>
/// <param name="Reason">Why the batch was sent.</param>
public readonly record struct RunTimings(long QueueNs, long RunNs, int BatchSize, int RealCost, int PaddedCost, DispatchReason Reason);
