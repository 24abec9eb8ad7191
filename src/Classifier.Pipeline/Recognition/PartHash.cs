using Classifier.Core;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Banks;

namespace Classifier.Pipeline.Recognition;

/// <summary>A part's fingerprint under one algorithm, or why it has none that would mean anything.</summary>
internal sealed record PartHash(int Part, string Algorithm, Hash256 Hash, int? Quality, TaskOutcome Outcome = TaskOutcome.Ok, string? Reason = null)
{
    private static readonly BankMatches None = new([], null);

    /// <summary>What is said of it.</summary>
    public PartFingerprint Said(BankMatches? matches = null, IReadOnlyList<string>? registeredIn = null) => new(
        Part, Algorithm, Outcome, Reason, Outcome == TaskOutcome.Ok ? FingerprintAlgorithms.Format(Algorithm, Hash) : null, Quality,
        matches ?? None, registeredIn ?? []);
}
