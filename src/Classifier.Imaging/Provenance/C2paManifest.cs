using System.Buffers.Binary;
using System.Formats.Cbor;

namespace Classifier.Imaging.Provenance;

/// <summary>
/// A C2PA manifest store: nested JUMBF superboxes, each a description box with a label and content boxes after it. Claims and
/// actions are CBOR. Signatures are not verified; presence and words are reported as what they are.
/// </summary>
internal static class C2paManifest
{
    private const int MaxDepth = 8;
    private const int MaxBoxes = 2000;

    public static void Read(ReadOnlySpan<byte> jumbf, List<ProvenanceFinding> findings)
    {
        var boxes = 0;
        Walk(jumbf, "", 0, ref boxes, findings);
    }

    private static void Walk(ReadOnlySpan<byte> data, string label, int depth, ref int boxes, List<ProvenanceFinding> findings)
    {
        while (data.Length >= 8 && boxes++ < MaxBoxes)
        {
            long size = BinaryPrimitives.ReadUInt32BigEndian(data);
            if (size == 0) size = data.Length;
            if (size < 8) return;
            // A store that was cut to the limit ends inside its outer boxes.
            var body = data[8..(int)Math.Min(size, data.Length)];
            if (data[4..].StartsWith("jumb"u8) && depth < MaxDepth) Walk(body, "", depth + 1, ref boxes, findings);
            else if (data[4..].StartsWith("jumd"u8)) label = Label(body);
            else if (data[4..].StartsWith("cbor"u8)) ReadCbor(label, body, findings);
            if (label == "c2pa" && depth == 1) AddOnce(findings, new(ProvenanceKind.C2paManifest, ProvenanceStrength.Informative, "C2PA manifest"));
            if (size > data.Length) return;
            data = data[(int)size..];
        }
    }

    // Type (16 bytes), toggles; a label where the second bit is set.
    private static string Label(ReadOnlySpan<byte> description)
    {
        if (description.Length < 18 || (description[16] & 2) == 0) return "";
        var rest = description[17..];
        var end = rest.IndexOf((byte)0);
        return end is > 0 and < 200 ? System.Text.Encoding.ASCII.GetString(rest[..end]) : "";
    }

    private static void ReadCbor(string label, ReadOnlySpan<byte> body, List<ProvenanceFinding> findings)
    {
        var claim = label.StartsWith("c2pa.claim", StringComparison.Ordinal);
        if (!claim && !label.StartsWith("c2pa.actions", StringComparison.Ordinal)) return;
        try
        {
            foreach (var (key, text) in CborTexts.Read(body.ToArray()))
            {
                if (claim && key is "claim_generator" or "claim_generator_info.name")
                    AddOnce(findings, Generator(text));
                if (key.EndsWith("digitalSourceType", StringComparison.Ordinal) && SourceTypes.Finding(text) is { } type)
                    AddOnce(findings, type);
            }
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or ArgumentException)
        {
            // Broken CBOR claims nothing.
        }
    }

    private static ProvenanceFinding Generator(string text) => new(
        ProvenanceKind.C2paClaimGenerator,
        GeneratorNames.Find(text) is null ? ProvenanceStrength.Informative : ProvenanceStrength.Generated,
        CleanText.Of(text));

    private static void AddOnce(List<ProvenanceFinding> findings, ProvenanceFinding finding)
    {
        if (!findings.Contains(finding)) findings.Add(finding);
    }
}
