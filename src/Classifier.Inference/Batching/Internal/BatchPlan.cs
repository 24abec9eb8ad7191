using Classifier.Core;

namespace Classifier.Inference.Batching.Internal;

/// <summary>What a free instance is to do.</summary>
internal enum PlanKind
{
    /// <summary>Nothing waits.</summary>
    Idle,

    /// <summary>Ask again at a time, or when something arrives.</summary>
    Wait,

    /// <summary>Run the batch.</summary>
    Dispatch,
}

/// <summary>A decision.</summary>
/// <param name="Until">For <see cref="PlanKind.Wait"/>: when to ask again.</param>
/// <param name="Bucket">For <see cref="PlanKind.Dispatch"/>: the padded length's.</param>
/// <param name="PredictedSeconds">For <see cref="PlanKind.Dispatch"/>: how long it should run.</param>
internal readonly record struct BatchPlan(
    PlanKind Kind,
    long Until = 0,
    DispatchReason Reason = DispatchReason.Idle,
    int Bucket = 0,
    double PredictedSeconds = 0);
