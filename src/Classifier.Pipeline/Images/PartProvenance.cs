using Classifier.Imaging.Provenance;

namespace Classifier.Pipeline.Images;

/// <summary>What a picture's metadata claims about its making: evidence beside the verdicts, never part of a score or a decision.</summary>
/// <param name="Part">Index of the picture in the item.</param>
public sealed record PartProvenance(int Part, ProvenanceReport Report)
{
    /// <summary>Every picture of an item, in its order; bytes that are no picture claim nothing.</summary>
    internal static IReadOnlyList<PartProvenance> Read(IReadOnlyList<ContentPart> parts)
    {
        List<PartProvenance>? found = null;
        for (var i = 0; i < parts.Count; i++)
            if (!parts[i].IsText) (found ??= []).Add(new(i, ProvenanceReader.Read(parts[i].Image.Span)));
        return found ?? (IReadOnlyList<PartProvenance>)[];
    }

    /// <summary>One line on what the findings amount to.</summary>
    public string Note =>
        Report.ClaimsGenerated ? "The metadata claims that a generator made the picture or a part of it. No signature was verified."
        : Report.Findings.Count > 0 ? "The metadata claims nothing of a generator, which proves nothing. No signature was verified."
        : "The metadata claims nothing, which proves nothing: metadata is easily removed.";
}
