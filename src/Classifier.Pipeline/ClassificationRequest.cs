using Classifier.Core;

namespace Classifier.Pipeline;

/// <summary>An item with what the caller wants.</summary>
public sealed record ClassificationRequest
{
    public required IReadOnlyList<ContentPart> Parts { get; init; }
    public Direction Direction { get; init; } = Direction.Prompt;

    /// <summary>Empty: every task that fits the content.</summary>
    public IReadOnlyList<TaskKind> Tasks { get; init; } = [];

    /// <summary>The caller's id of the output; null lets the pipeline make one.</summary>
    public string? OutputId { get; init; }

    /// <summary>The brand that the content claims to come from; null for none.</summary>
    public string? ClaimedBrand { get; init; }

    /// <summary>The domain that the content claims to come from; null for none.</summary>
    public string? ClaimedDomain { get; init; }

    public string Tenant { get; init; } = "default";
    public WorkClass Class { get; init; } = WorkClass.Interactive;

    /// <summary>Timestamp of the injected <see cref="TimeProvider"/>; <see cref="long.MaxValue"/> for none.</summary>
    public long Deadline { get; init; } = long.MaxValue;

    /// <summary>What is wanted from the fingerprint banks; null for nothing.</summary>
    public SeenBeforeQuery? SeenBefore { get; init; }
}

/// <summary>One piece of an item: text or an encoded picture.</summary>
public sealed record ContentPart(PartRole Role, string? Text, ReadOnlyMemory<byte> Image = default)
{
    public bool IsText => Text is not null;
}
