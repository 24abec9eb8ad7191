using Classifier.Core;

namespace Classifier.Governance.Policy;

/// <summary>Turns what the models said, or failed to say, into decisions.</summary>
public interface IDecisionPolicy
{
    /// <summary>What one task decides.</summary>
    /// <param name="outcome">How its result came to be.</param>
    /// <param name="score">Present when the outcome is Ok or Degraded.</param>
    /// <param name="thresholds">Those of the direction that gave the score.</param>
    /// <param name="onError">The model's own rule for a failed run: Review or Block is fail-closed, Allow fail-open.</param>
    Decision Decide(TaskOutcome outcome, Score? score, Thresholds thresholds, Decision onError);

    /// <summary>What it decides that an item was seen before.</summary>
    Decision OnReuse { get; }

    /// <summary>Whether work refused for load becomes a reply with a fallback instead of a failed call.</summary>
    bool AnswersOverload { get; }

    /// <summary>What to show in place of an item with this decision.</summary>
    FallbackChoice Fallback(Decision decision);

    /// <summary>The static text that <see cref="FallbackChoice.StaticText"/> stands for.</summary>
    string? FallbackText { get; }
}

/// <summary>What a caller is told to show.</summary>
public enum FallbackChoice
{
    /// <summary>Nothing: the content itself, or the caller's own refusal.</summary>
    None,

    /// <summary>The operator's static text.</summary>
    StaticText,

    /// <summary>The item waits for a person.</summary>
    ReviewQueue,
}
