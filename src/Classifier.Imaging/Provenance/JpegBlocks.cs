using System.Buffers.Binary;

namespace Classifier.Imaging.Provenance;

/// <summary>APP1 (EXIF, XMP) and APP11 (JUMBF, ISO/IEC 19566-5 annex D) of a JPEG, up to its first scan.</summary>
internal static class JpegBlocks
{
    private const int App1 = 0xE1;
    private const int App11 = 0xEB;

    // CI "JP", box instance, packet number; then the box's own length and type, repeated in each segment.
    private const int JumbfPrefix = 8;
    private const int BoxHeader = 8;

    public static MetadataBlocks Read(ReadOnlySpan<byte> data)
    {
        var blocks = new MetadataBlocks();
        var jumbf = new MemoryStream();
        var instance = -1;
        for (var at = 2; at + 4 <= data.Length && data[at] == 0xFF && data[at + 1] is not (0xDA or 0xD9);)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
            if (length < 2 || at + 2 + length > data.Length) break;
            var body = data.Slice(at + 4, length - 2);
            if (data[at + 1] == App1) ReadApp1(body, blocks);
            if (data[at + 1] == App11) ReadApp11(body, jumbf, ref instance);
            at += 2 + length;
        }

        if (jumbf.Length > 0) blocks.AddJumbf(jumbf.GetBuffer().AsSpan(0, (int)jumbf.Length));
        return blocks;
    }

    private static void ReadApp1(ReadOnlySpan<byte> body, MetadataBlocks blocks)
    {
        var xmp = "http://ns.adobe.com/xap/1.0/\0"u8;
        if (body.StartsWith("Exif\0\0"u8)) blocks.AddExif(body);
        if (body.StartsWith(xmp)) blocks.AddXmp(body[xmp.Length..]);
    }

    private static void ReadApp11(ReadOnlySpan<byte> body, MemoryStream jumbf, ref int instance)
    {
        if (body.Length < JumbfPrefix + BoxHeader || !body.StartsWith("JP"u8)) return;
        int own = BinaryPrimitives.ReadUInt16BigEndian(body[2..]);
        if (instance < 0) instance = own;
        if (own != instance) return;
        jumbf.Write(body[(jumbf.Length == 0 ? JumbfPrefix : JumbfPrefix + BoxHeader)..]);
    }
}
