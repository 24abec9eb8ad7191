using Classifier.Core;

namespace Classifier.Inference.Batching;

/// <summary>What one batch was. Times in nanoseconds.</summary>
/// <param name="Instance">Index of the runner.</param>
/// <param name="Items">Items that ran.</param>
/// <param name="RealCost">Sum of their lengths.</param>
/// <param name="PaddedCost">Cells of the padded grid, as the runner said; 0 when it failed.</param>
/// <param name="PaddedLength">The bucket of the longest item.</param>
/// <param name="Reason">Why it was sent.</param>
/// <param name="OldestQueueNs">How long its oldest item had waited.</param>
/// <param name="RunNs">How long it ran.</param>
/// <param name="PredictedNs">How long the latency model thought that it would.</param>
/// <param name="Failed">Whether the runner threw.</param>
public readonly record struct BatchReport(
    int Instance,
    int Items,
    int RealCost,
    int PaddedCost,
    int PaddedLength,
    DispatchReason Reason,
    long OldestQueueNs,
    long RunNs,
    long PredictedNs,
    bool Failed);

/// <summary>Hears of every batch, on the thread that ran it; must be quick.</summary>
public delegate void BatchObserver(in BatchReport report);
