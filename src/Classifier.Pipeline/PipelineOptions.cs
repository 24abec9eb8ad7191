using Classifier.Core;
using Classifier.Fingerprint.Banks;

namespace Classifier.Pipeline;

/// <summary>Bounds of one request. Validated when the classifier is made.</summary>
public sealed record PipelineOptions
{
    /// <summary>Most parts in an item; no more than a fingerprint bank keeps of one output.</summary>
    public int MaxParts { get; init; } = BankItem.MaxParts;

    /// <summary>Most UTF-8 bytes of text in an item, all parts together. Longer text is refused, never cut.</summary>
    public long MaxTextBytes { get; init; } = 1 << 20;

    /// <summary>Windows of one request that may wait or run at the same time, so that one long text does not fill a queue.</summary>
    public int MaxWindowsInFlight { get; init; } = 16;

    /// <summary>Most spans of evidence a task reports.</summary>
    public int MaxEvidence { get; init; } = 4;

    /// <summary>Items whose verdicts are kept to be said again, as degraded, when there is no capacity for the same item; 0 for none.</summary>
    public int RememberedItems { get; init; } = 16_384;

    /// <summary>Frames of an animation that are judged, evenly sampled, the first always among them; 1 to 16. The worst one speaks for it.</summary>
    public int MaxFrames { get; init; } = 4;

    /// <exception cref="ClassifierException">A value is out of range.</exception>
    public void Validate()
    {
        if (MaxParts < 1 || MaxTextBytes < 1 || MaxWindowsInFlight < 1 || MaxEvidence < 0 || RememberedItems < 0)
            throw new ClassifierException(ErrorKind.Configuration, "pipeline: limits must be positive.");
        if (MaxFrames is < 1 or > 16) throw new ClassifierException(ErrorKind.Configuration, "pipeline: MaxFrames must be 1 to 16.");
        if (MaxParts > BankItem.MaxParts)
            throw new ClassifierException(ErrorKind.Configuration, $"pipeline: an item has at most {BankItem.MaxParts} parts.");
    }
}
