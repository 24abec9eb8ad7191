namespace Classifier.Imaging.Provenance;

/// <summary>What a picture's metadata claims about its making.</summary>
/// <param name="Findings">In order of reading; empty where nothing is claimed, which proves nothing: metadata is easily removed.</param>
public sealed record ProvenanceReport(IReadOnlyList<ProvenanceFinding> Findings)
{
    public static ProvenanceReport None { get; } = new([]);

    /// <summary>Some finding says that a generator made the picture or part of it.</summary>
    public bool ClaimsGenerated => Findings.Any(finding => finding.Strength != ProvenanceStrength.Informative);
}

/// <param name="Kind">Where it stands.</param>
/// <param name="Strength">What it amounts to.</param>
/// <param name="Claim">The claim in at most 120 characters, without control characters. Never a prompt.</param>
public sealed record ProvenanceFinding(ProvenanceKind Kind, ProvenanceStrength Strength, string Claim);

public enum ProvenanceKind
{
    /// <summary>A C2PA manifest is embedded. Its signature is not verified.</summary>
    C2paManifest,

    /// <summary>The program that signed the C2PA claim.</summary>
    C2paClaimGenerator,

    /// <summary>IPTC DigitalSourceType, in XMP or in a C2PA action.</summary>
    DigitalSourceType,

    /// <summary>EXIF or XMP names a known generator as the program used.</summary>
    Software,

    /// <summary>The settings that a known generator leaves in the file.</summary>
    GeneratorParameters,
}

public enum ProvenanceStrength
{
    /// <summary>Says something about the making, nothing about a generator.</summary>
    Informative,

    /// <summary>Says that a part was generated.</summary>
    PartlyGenerated,

    /// <summary>Says that it was generated.</summary>
    Generated,
}
