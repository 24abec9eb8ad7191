namespace Classifier.Fingerprint.Duplicates;

/// <summary>MinHash signatures by the number of slots in which they differ; divided by the slots, it estimates 1 − Jaccard's similarity.</summary>
/// <param name="signatures">One an item, all of one length.</param>
public readonly struct SignatureCodes(uint[][] signatures) : ICodeDistance
{
    public int Count => signatures.Length;

    public int Distance(int a, int b)
    {
        ReadOnlySpan<uint> left = signatures[a], right = signatures[b];
        var differing = 0;
        for (var slot = 0; slot < left.Length; slot++) differing += left[slot] == right[slot] ? 0 : 1;
        return differing;
    }
}
