using Classifier.Core;
using Classifier.Pipeline.Images;

namespace Classifier.Pipeline;

/// <summary>The verdict on an item.</summary>
/// <param name="Decision">The strictest of the tasks' and of <paramref name="SeenBefore"/>'s.</param>
/// <param name="SeenBefore">Null where it was not asked for, or an output is not finished.</param>
public sealed record ClassificationReply(
    Decision Decision,
    IReadOnlyList<TaskVerdict> Results,
    string OutputId,
    FallbackAdvice? Fallback,
    ReplyTimings Timings,
    SeenBefore? SeenBefore = null)
{
    /// <summary>One entry a picture of the item.</summary>
    public IReadOnlyList<PartProvenance> Provenance { get; init; } = [];
}

/// <summary>One task's answer.</summary>
/// <param name="Label">The positive label when flagged, <c>uncertain</c> in that band, else <c>none</c> or what the model's manifest says instead.</param>
/// <param name="Score">Null unless the outcome is Ok or Degraded.</param>
/// <param name="Thresholds">Those of the direction that gave the score.</param>
/// <param name="Reason">Why the outcome is not Ok; one line.</param>
public sealed record TaskVerdict(
    TaskKind Task,
    string Label,
    Score? Score,
    Thresholds Thresholds,
    TaskOutcome Outcome,
    ModelId? Model,
    IReadOnlyList<Evidence> Evidence,
    Decision Decision,
    string? Reason);

/// <summary>What to show instead.</summary>
/// <param name="Text">Null: the item goes to the review queue.</param>
public sealed record FallbackAdvice(string? Text);

/// <summary>Where a request's time went, nanoseconds.</summary>
public readonly record struct ReplyTimings(
    long QueueNs,
    long RunNs,
    long TotalNs,
    int BatchSize,
    int RealTokens,
    int PaddedTokens,
    DispatchReason? Reason);
