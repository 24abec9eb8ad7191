using System.Buffers.Binary;
using System.Text;

namespace Classifier.Imaging.Provenance;

/// <summary>
/// Software, ImageDescription and UserComment of EXIF. Reads two directories at known depth and nothing else: no maker notes, no
/// recursion, whatever the offsets say.
/// </summary>
internal static class ExifClaims
{
    private const int ImageDescription = 0x010E;
    private const int Software = 0x0131;
    private const int ExifDirectory = 0x8769;
    private const int UserComment = 0x9286;
    private const int MaxText = 64 << 10;

    public static void Read(ReadOnlySpan<byte> tiff, List<ProvenanceFinding> findings)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II"u8) || tiff.StartsWith("MM"u8))) return;
        var little = tiff[0] == 'I';
        var main = UInt32(tiff, 4, little);
        if (Text(tiff, main, Software, little) is { } software && GeneratorNames.Find(Encoding.Latin1.GetString(software)) is { } name)
            findings.Add(new(ProvenanceKind.Software, ProvenanceStrength.Generated, name));
        if (Text(tiff, main, ImageDescription, little) is { } description) Infotext(Encoding.UTF8.GetString(description), findings);
        if (Entry(tiff, main, ExifDirectory, little) is not { } entry) return;
        if (Text(tiff, UInt32(tiff, entry + 8, little), UserComment, little) is { Length: > 8 } comment) Infotext(Comment(comment, little), findings);
    }

    private static void Infotext(string text, List<ProvenanceFinding> findings)
    {
        if (GeneratorTexts.IsInfotext(text))
            findings.Add(new(ProvenanceKind.GeneratorParameters, ProvenanceStrength.Generated, "AUTOMATIC1111 parameters"));
    }

    // Eight bytes name the character code (EXIF 2.32, 4.6.5). Writers disagree on the byte order of UNICODE.
    private static string Comment(byte[] value, bool little)
    {
        var text = value.AsSpan(8);
        if (!value.AsSpan().StartsWith("UNICODE\0"u8)) return Encoding.UTF8.GetString(text);
        var first = text.Length >= 2 && text[0] == 0 ? false : text.Length >= 2 && text[1] == 0 || little;
        return (first ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(text);
    }

    private static byte[]? Text(ReadOnlySpan<byte> tiff, uint directory, int tag, bool little)
    {
        // Types of one byte a value: BYTE, ASCII, UNDEFINED.
        if (Entry(tiff, directory, tag, little) is not { } entry || UInt16(tiff, entry + 2, little) is not (1 or 2 or 7)) return null;
        var count = UInt32(tiff, entry + 4, little);
        var offset = count <= 4 ? (uint)entry + 8 : UInt32(tiff, entry + 8, little);
        if (count > MaxText || offset > tiff.Length || count > tiff.Length - offset) return null;
        return tiff.Slice((int)offset, (int)count).ToArray();
    }

    private static int? Entry(ReadOnlySpan<byte> tiff, uint directory, int tag, bool little)
    {
        if (directory < 8 || directory > tiff.Length - 2) return null;
        var count = UInt16(tiff, (int)directory, little);
        for (var i = 0; i < count; i++)
        {
            var at = (int)directory + 2 + (12 * i);
            if (at > tiff.Length - 12) return null;
            if (UInt16(tiff, at, little) == tag) return at;
        }

        return null;
    }

    private static int UInt16(ReadOnlySpan<byte> data, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(data[at..]) : BinaryPrimitives.ReadUInt16BigEndian(data[at..]);

    private static uint UInt32(ReadOnlySpan<byte> data, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(data[at..]) : BinaryPrimitives.ReadUInt32BigEndian(data[at..]);
}
