namespace Classifier.Imaging.Provenance;

/// <summary>The IPTC vocabulary of digital source types (cv.iptc.org/newscodes/digitalsourcetype).</summary>
internal static class SourceTypes
{
    private static readonly string[] Whole = ["trainedAlgorithmicMedia", "algorithmicMedia"];

    private static readonly string[] Partly = ["compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"];

    private static readonly string[] Others =
    [
        "digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print", "humanEdits", "minorHumanEdits",
        "algorithmicallyEnhanced", "softwareImage", "digitalArt", "digitalCreation", "dataDrivenMedia", "virtualRecording",
        "screenCapture", "composite", "compositeCapture", "multiFrameComputationalCapture",
    ];

    /// <summary>Takes a term of the vocabulary or its address; null for anything else.</summary>
    public static ProvenanceFinding? Finding(string value)
    {
        var term = value[(value.LastIndexOf('/') + 1)..].Trim();
        if (Known(Whole, term) is { } whole) return new(ProvenanceKind.DigitalSourceType, ProvenanceStrength.Generated, whole);
        if (Known(Partly, term) is { } partly) return new(ProvenanceKind.DigitalSourceType, ProvenanceStrength.PartlyGenerated, partly);
        return Known(Others, term) is { } other ? new(ProvenanceKind.DigitalSourceType, ProvenanceStrength.Informative, other) : null;
    }

    private static string? Known(string[] terms, string term) => terms.FirstOrDefault(known => known.Equals(term, StringComparison.OrdinalIgnoreCase));
}
