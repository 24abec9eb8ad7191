namespace Classifier.Fingerprint.Banks;

/// <summary>What the banks know.</summary>
/// <param name="Matches">Nearest first, ties by bank and id; empty when suppressed.</param>
/// <param name="SuppressedBy">The nearest item of a negative bank, when one is within its bank's threshold.</param>
public sealed record BankMatches(IReadOnlyList<BankMatch> Matches, BankMatch? SuppressedBy);
