using Classifier.Core;

namespace Classifier.Governance.Policy;

/// <summary>Thresholds for what was scored, the operator's rules for what was not.</summary>
public sealed class DecisionPolicy : IDecisionPolicy
{
    private readonly PolicyOptions _options;

    /// <exception cref="ClassifierException">The options are out of range.</exception>
    public DecisionPolicy(PolicyOptions options)
    {
        options.Validate();
        _options = options;
    }

    public bool AnswersOverload => FallbackText is not null || _options.ReviewQueue;

    public Decision OnReuse => _options.OnReuse;

    public string? FallbackText => _options.FallbackText;

    public Decision Decide(TaskOutcome outcome, Score? score, Thresholds thresholds, Decision onError) => outcome switch
    {
        TaskOutcome.Ok or TaskOutcome.Degraded => thresholds.Decide(
            score ?? throw new ArgumentNullException(nameof(score), "A scored outcome needs a score.")),
        TaskOutcome.Error => onError,
        TaskOutcome.Overloaded => _options.OnOverload,
        TaskOutcome.Suspended => _options.OnSuspended,
        TaskOutcome.Skipped => Decision.Allow,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public FallbackChoice Fallback(Decision decision) => decision switch
    {
        Decision.Allow => FallbackChoice.None,
        Decision.Review when _options.ReviewQueue => FallbackChoice.ReviewQueue,
        _ when FallbackText is not null => FallbackChoice.StaticText,
        _ when _options.ReviewQueue => FallbackChoice.ReviewQueue,
        _ => FallbackChoice.None,
    };
}
