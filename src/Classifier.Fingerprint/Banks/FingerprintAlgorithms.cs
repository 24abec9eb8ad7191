using Classifier.Fingerprint.Hashing;

namespace Classifier.Fingerprint.Banks;

/// <summary>Names of the fingerprints that banks hold.</summary>
public static class FingerprintAlgorithms
{
    /// <summary>SimHash of a text's word shingles, 64 bits.</summary>
    public const string SimHash = "simhash";

    /// <returns>Bits of a fingerprint; 0 when there is no such algorithm.</returns>
    public static int BitsOf(string name) =>
        name == SimHash ? Hash64.BitCount
        : !ImageHashers.TryParse(name, out var kind) ? 0
        : kind == HashAlgorithmKind.Pdq ? Hash256.BitCount : Hash64.BitCount;

    /// <summary>Reads a fingerprint in hex: 64 or 16 digits.</summary>
    public static bool TryParse(string algorithm, string hex, out Hash256 hash)
    {
        if (BitsOf(algorithm) == Hash256.BitCount)
            return Hash256.TryParse(hex, out hash);
        var read = Hash64.TryParse(hex, out var narrow);
        hash = narrow.Widen();
        return read;
    }

    /// <returns>The fingerprint in hex.</returns>
    public static string Format(string algorithm, Hash256 hash) =>
        BitsOf(algorithm) == Hash256.BitCount ? hash.ToString() : new Hash64(hash.Word0).ToString();
}
