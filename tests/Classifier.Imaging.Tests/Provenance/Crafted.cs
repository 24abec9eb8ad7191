using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Text;
using Classifier.Imaging.Tests.Samples;

namespace Classifier.Imaging.Tests.Provenance;

/// <summary>Pictures with metadata written byte by byte.</summary>
internal static class Crafted
{
    public static byte[] JpegWith(params (byte Marker, byte[] Body)[] segments)
    {
        var jpeg = Pictures.Jpeg(16, 16);
        var file = new MemoryStream();
        file.Write(jpeg.AsSpan(0, 2));
        foreach (var (marker, body) in segments)
        {
            file.Write([0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2)]);
            file.Write(body);
        }

        file.Write(jpeg.AsSpan(2));
        return file.ToArray();
    }

    public static byte[] PngWith(string type, ReadOnlySpan<byte> body)
    {
        var png = Pictures.Png(16, 16);
        var file = new MemoryStream();
        file.Write(png.AsSpan(0, 33));
        Bombs.Chunk(file, type, body);
        file.Write(png.AsSpan(33));
        return file.ToArray();
    }

    public static byte[] WebpWith(string type, ReadOnlySpan<byte> body)
    {
        byte[] file = [.. Pictures.Webp(16, 16), .. Encoding.ASCII.GetBytes(type), 0, 0, 0, 0, .. body, .. new byte[body.Length & 1]];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(file.Length - body.Length - (body.Length & 1) - 4), body.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    public static byte[] AvifWithManifest(byte[] jumbf)
    {
        byte[] body =
        [
            0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
            0, 0, 0, 0, .. "manifest\0"u8, .. new byte[8], .. jumbf,
        ];
        return [.. Pictures.Avif(32, 32), .. Box("uuid", body)];
    }

    /// <summary>One APP11 segment a part: the box's head stands in each.</summary>
    public static (byte Marker, byte[] Body)[] App11(byte[] jumbf, int parts = 1)
    {
        var content = jumbf.AsSpan(8).ToArray();
        var size = (content.Length + parts - 1) / parts;
        return [.. content.Chunk(size).Select((part, i) => ((byte)0xEB, (byte[])[.. "JP"u8, 0, 1, 0, 0, 0, (byte)(i + 1), .. jumbf.AsSpan(0, 8), .. part]))];
    }

    public static byte[] Manifest(string generator, string? sourceType = null)
    {
        var claim = new CborWriter();
        claim.WriteStartMap(2);
        claim.WriteTextString("claim_generator");
        claim.WriteTextString(generator);
        claim.WriteTextString("alg");
        claim.WriteTextString("sha256");
        claim.WriteEndMap();

        var actions = new CborWriter();
        actions.WriteStartMap(1);
        actions.WriteTextString("actions");
        actions.WriteStartArray(1);
        actions.WriteStartMap(sourceType is null ? 1 : 2);
        actions.WriteTextString("action");
        actions.WriteTextString("c2pa.created");
        if (sourceType is not null)
        {
            actions.WriteTextString("digitalSourceType");
            actions.WriteTextString("http://cv.iptc.org/newscodes/digitalsourcetype/" + sourceType);
        }

        actions.WriteEndMap();
        actions.WriteEndArray();
        actions.WriteEndMap();
        return Super("c2pa", Super("urn:uuid:1", [
            .. Super("c2pa.assertions", Super("c2pa.actions", Box("cbor", actions.Encode()))),
            .. Super("c2pa.claim", Box("cbor", claim.Encode()))]));
    }

    public static byte[] Super(string label, byte[] content) =>
        Box("jumb", [.. Box("jumd", [.. new byte[16], 3, .. Encoding.ASCII.GetBytes(label), 0]), .. content]);

    public static byte[] Box(string type, byte[] body)
    {
        byte[] box = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. body];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        return box;
    }

    public static byte[] Xmp(string attributes, string elements = "") => Encoding.UTF8.GetBytes(
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:xmp='http://ns.adobe.com/xap/1.0/' "
        + $"xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' {attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>");

    public static byte[] XmpSegment(byte[] packet) => [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. packet];

    /// <summary>A TIFF with Software in its first directory and UserComment in the second.</summary>
    public static byte[] Exif(string software, byte[] comment, bool little = true)
    {
        var name = Encoding.ASCII.GetBytes(software + "\0");
        var file = new byte[8 + 2 + 24 + 4 + 2 + 12 + 4 + name.Length + comment.Length];
        (little ? "II*\0"u8 : "MM\0*"u8).CopyTo(file);
        Number(file, 4, 8, 4, little);
        Number(file, 8, 2, 2, little);
        Entry(file, 10, 0x0131, 2, name.Length, name.Length <= 4 ? 0 : 56, little);
        Entry(file, 22, 0x8769, 4, 1, 38, little);
        Number(file, 38, 1, 2, little);
        Entry(file, 40, 0x9286, 7, comment.Length, 56 + name.Length, little);
        name.CopyTo(file, 56);
        comment.CopyTo(file, 56 + name.Length);
        return file;
    }

    private static void Entry(byte[] file, int at, int tag, int type, int count, int value, bool little)
    {
        Number(file, at, tag, 2, little);
        Number(file, at + 2, type, 2, little);
        Number(file, at + 4, count, 4, little);
        Number(file, at + 8, value, 4, little);
    }

    private static void Number(byte[] file, int at, int value, int bytes, bool little)
    {
        for (var i = 0; i < bytes; i++)
            file[at + (little ? i : bytes - 1 - i)] = (byte)(value >> (8 * i));
    }
}
