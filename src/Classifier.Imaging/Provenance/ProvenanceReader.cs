using Classifier.Imaging.Headers;

namespace Classifier.Imaging.Provenance;

/// <summary>
/// Reads claims about a picture's making from its metadata: deterministic, before any model, no pixel touched. Works on any bytes:
/// whatever cannot be read counts as absent. Time is linear in the bytes, memory bounded, recursion bounded.
/// </summary>
public static class ProvenanceReader
{
    private const int MaxFindings = 32;

    public static ProvenanceReport Read(ReadOnlySpan<byte> encoded)
    {
        var findings = new List<ProvenanceFinding>();
        var blocks = Blocks(encoded);
        foreach (var manifest in blocks.Jumbf)
            C2paManifest.Read(manifest, findings);
        foreach (var xmp in blocks.Xmp)
            XmpClaims.Read(xmp, findings);
        foreach (var exif in blocks.Exif)
            ExifClaims.Read(exif, findings);
        foreach (var (key, text) in blocks.Texts)
            GeneratorTexts.Read(key, text, findings);
        return findings.Count == 0 ? ProvenanceReport.None : new([.. findings.Distinct().Take(MaxFindings)]);
    }

    private static MetadataBlocks Blocks(ReadOnlySpan<byte> data)
    {
        if (Signatures.IsJpeg(data)) return JpegBlocks.Read(data);
        if (Signatures.IsPng(data)) return PngBlocks.Read(data);
        if (Signatures.IsWebp(data)) return WebpBlocks.Read(data);
        return Signatures.IsIsoMedia(data) ? IsoBlocks.Read(data) : new MetadataBlocks();
    }
}
