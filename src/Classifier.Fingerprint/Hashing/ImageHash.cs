namespace Classifier.Fingerprint.Hashing;

/// <summary>A picture's hash.</summary>
/// <param name="Kind">The algorithm; hashes of different ones do not compare.</param>
/// <param name="Bits">All bits; an algorithm of 64 bits fills word 0 and leaves the others zero.</param>
/// <param name="Quality">0 (featureless) to 100; null for algorithms that state none.</param>
public readonly record struct ImageHash(HashAlgorithmKind Kind, Hash256 Bits, int? Quality)
{
    /// <summary>Bits of a hash of this kind: 256 or 64.</summary>
    public int BitCount => Kind == HashAlgorithmKind.Pdq ? Hash256.BitCount : Hash64.BitCount;

    /// <summary>Lower-case hex: 64 digits for PDQ, 16 for the others.</summary>
    public string ToHex() => Kind == HashAlgorithmKind.Pdq ? Bits.ToString() : new Hash64(Bits.Word0).ToString();

    public override string ToString() => ToHex();
}
