namespace Classifier.Fingerprint.TextHashing;

/// <summary>
/// Fingerprints of texts that survive re-formatting and small edits: MinHash for how much two texts share, SimHash as one short code.
/// Both are of the set of word shingles after normalisation, with fixed seeds, so that every machine gives the same. Thread-safe.
/// </summary>
public sealed class TextHasher
{
    /// <summary>Words of a shingle where nothing else is asked for.</summary>
    public const int DefaultShingleWords = 3;

    private readonly int _shingleWords;

    /// <param name="shingleWords">Words of a shingle, 3 to 5: fewer find looser reuse, more are surer of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not 3 to 5.</exception>
    public TextHasher(int shingleWords = DefaultShingleWords)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shingleWords, 3);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shingleWords, 5);
        _shingleWords = shingleWords;
    }

    /// <summary>Fingerprints a text; null where it has no letter and no digit.</summary>
    public TextFingerprint? Compute(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shingles = Shingles.Of(TextWords.Of(text), _shingleWords);
        return shingles.Count == 0
            ? null
            : new TextFingerprint(MinHashSignature.Of(shingles), SimHash.Of(shingles), shingles.Count);
    }
}
