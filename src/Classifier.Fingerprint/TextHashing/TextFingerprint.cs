namespace Classifier.Fingerprint.TextHashing;

/// <summary>What is kept of a text.</summary>
/// <param name="MinHash">Estimates the share of shingles that two texts have in common.</param>
/// <param name="SimHash">64 bits that differ in few places where most shingles are the same.</param>
/// <param name="Shingles">Number of different shingles, at least 1; a text of very few says little.</param>
public sealed record TextFingerprint(MinHashSignature MinHash, Hash64 SimHash, int Shingles);
