using Classifier.Imaging.Provenance;
using Classifier.Pipeline.Images;

namespace Classifier.Server.Classification;

/// <summary>Puts what pictures' metadata claim on the wire.</summary>
internal static class ProvenanceWriter
{
    public static V1.Provenance Write(PartProvenance part)
    {
        var written = new V1.Provenance { Part = part.Part, Note = part.Note };
        foreach (var finding in part.Report.Findings)
            written.Findings.Add(new V1.ProvenanceFinding { Kind = Write(finding.Kind), Strength = Write(finding.Strength), Claim = finding.Claim });
        return written;
    }

    private static V1.ProvenanceFinding.Types.Kind Write(ProvenanceKind kind) => kind switch
    {
        ProvenanceKind.C2paManifest => V1.ProvenanceFinding.Types.Kind.C2PaManifest,
        ProvenanceKind.C2paClaimGenerator => V1.ProvenanceFinding.Types.Kind.C2PaClaimGenerator,
        ProvenanceKind.DigitalSourceType => V1.ProvenanceFinding.Types.Kind.DigitalSourceType,
        ProvenanceKind.Software => V1.ProvenanceFinding.Types.Kind.Software,
        ProvenanceKind.GeneratorParameters => V1.ProvenanceFinding.Types.Kind.GeneratorParameters,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static V1.ProvenanceFinding.Types.Strength Write(ProvenanceStrength strength) => strength switch
    {
        ProvenanceStrength.Informative => V1.ProvenanceFinding.Types.Strength.Informative,
        ProvenanceStrength.PartlyGenerated => V1.ProvenanceFinding.Types.Strength.PartlyGenerated,
        ProvenanceStrength.Generated => V1.ProvenanceFinding.Types.Strength.Generated,
        _ => throw new ArgumentOutOfRangeException(nameof(strength)),
    };
}
