namespace Classifier.Fingerprint;

/// <summary>The perceptual hashes of pictures.</summary>
public enum HashAlgorithmKind
{
    /// <summary>Meta's PDQ, 256 bits with a quality.</summary>
    Pdq,

    /// <summary>Low frequencies of a 32 × 32 picture against their median, 64 bits.</summary>
    PHash,

    /// <summary>Signs of horizontal differences of a 9 × 8 picture, 64 bits.</summary>
    DHash,

    /// <summary>An 8 × 8 picture against its mean, 64 bits.</summary>
    AHash,

    /// <summary>Haar low band against its median, 64 bits.</summary>
    WHash,
}
