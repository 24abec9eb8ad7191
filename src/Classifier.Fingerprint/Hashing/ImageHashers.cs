namespace Classifier.Fingerprint.Hashing;

/// <summary>Makes hashers and names them.</summary>
public static class ImageHashers
{
    /// <summary>A new hasher for one thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such algorithm.</exception>
    public static IImageHasher Create(HashAlgorithmKind kind) => kind switch
    {
        HashAlgorithmKind.Pdq => new PdqHasher(),
        HashAlgorithmKind.PHash => new PHash(),
        HashAlgorithmKind.DHash => new DHash(),
        HashAlgorithmKind.AHash => new AHash(),
        HashAlgorithmKind.WHash => new WHash(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The name that commands and reports use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such algorithm.</exception>
    public static string NameOf(HashAlgorithmKind kind) => kind switch
    {
        HashAlgorithmKind.Pdq => "pdq",
        HashAlgorithmKind.PHash => "phash",
        HashAlgorithmKind.DHash => "dhash",
        HashAlgorithmKind.AHash => "ahash",
        HashAlgorithmKind.WHash => "whash",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Reads a name as <see cref="NameOf"/> gives it.</summary>
    public static bool TryParse(string name, out HashAlgorithmKind kind)
    {
        foreach (var candidate in Enum.GetValues<HashAlgorithmKind>())
            if (NameOf(candidate) == name)
            {
                kind = candidate;
                return true;
            }

        kind = default;
        return false;
    }
}
