namespace Classifier.Fingerprint.Duplicates;

/// <summary>256-bit hashes by the number of bits in which they differ.</summary>
/// <param name="hashes">One an item.</param>
public readonly struct HammingCodes(Hash256[] hashes) : ICodeDistance
{
    public int Count => hashes.Length;

    public int Distance(int a, int b) => hashes[a].HammingDistance(hashes[b]);
}
