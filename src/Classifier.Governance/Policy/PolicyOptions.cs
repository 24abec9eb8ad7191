using Classifier.Core;

namespace Classifier.Governance.Policy;

/// <summary>The operator's rules for what cannot be answered. Validated when the policy is made.</summary>
public sealed record PolicyOptions
{
    public const int MaxFallbackText = 4096;

    /// <summary>What to show in place of blocked or unjudged content; null for no fallback.</summary>
    public string? FallbackText { get; init; }

    /// <summary>Whether flagged content is answered with "waits for a person" when there is no static text.</summary>
    public bool ReviewQueue { get; init; }

    /// <summary>The decision for a task that was refused for load. Only used where a fallback exists; without one the call fails.</summary>
    public Decision OnOverload { get; init; } = Decision.Review;

    /// <summary>The decision for a task whose model is suspended.</summary>
    public Decision OnSuspended { get; init; } = Decision.Review;

    /// <summary>The decision for an item that the fingerprint banks have seen before, where a caller asks them.</summary>
    public Decision OnReuse { get; init; } = Decision.Allow;

    /// <exception cref="ClassifierException">A value is out of range.</exception>
    public void Validate()
    {
        if (FallbackText is { Length: 0 or > MaxFallbackText })
            throw new ClassifierException(ErrorKind.Configuration, $"policy: fallback text must have 1 to {MaxFallbackText} characters.");
        Check(OnOverload, nameof(OnOverload));
        Check(OnSuspended, nameof(OnSuspended));
        Check(OnReuse, nameof(OnReuse));
    }

    private static void Check(Decision decision, string name)
    {
        if (!Enum.IsDefined(decision))
            throw new ClassifierException(ErrorKind.Configuration, $"policy: {name} must be allow, review or block.");
    }
}
