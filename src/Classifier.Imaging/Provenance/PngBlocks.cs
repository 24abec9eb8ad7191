using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Classifier.Imaging.Provenance;

/// <summary>eXIf, caBX (C2PA) and the three kinds of text chunk of a PNG.</summary>
internal static class PngBlocks
{
    private const int MaxText = 256 << 10;

    public static MetadataBlocks Read(ReadOnlySpan<byte> data)
    {
        var blocks = new MetadataBlocks();
        for (long at = 8; at + 12 <= data.Length;)
        {
            var chunk = data[(int)at..];
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (length > chunk.Length - 12) break;
            Take(chunk.Slice(4, 4), chunk.Slice(8, (int)length), blocks);
            at += 12 + length;
        }

        return blocks;
    }

    private static void Take(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body, MetadataBlocks blocks)
    {
        if (type.SequenceEqual("eXIf"u8)) blocks.AddExif(body);
        else if (type.SequenceEqual("caBX"u8)) blocks.AddJumbf(body);
        else if (type.SequenceEqual("tEXt"u8)) Split(body, blocks, static rest => Encoding.Latin1.GetString(rest[..Math.Min(rest.Length, MaxText)]));
        else if (type.SequenceEqual("zTXt"u8)) Split(body, blocks, static rest => rest.IsEmpty ? null : Inflate(rest[1..], Encoding.Latin1));
        else if (type.SequenceEqual("iTXt"u8)) Split(body, blocks, International);
    }

    private static void Split(ReadOnlySpan<byte> body, MetadataBlocks blocks, Reader read)
    {
        var end = body.IndexOf((byte)0);
        if (end is < 1 or > 79 || read(body[(end + 1)..]) is not { } text) return;
        var key = Encoding.Latin1.GetString(body[..end]);
        if (key == "XML:com.adobe.xmp") blocks.AddXmp(Encoding.UTF8.GetBytes(text));
        else blocks.AddText(key, text);
    }

    // Compression flag and method, language, translated keyword, text.
    private static string? International(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 4) return null;
        var packed = rest[0] == 1;
        rest = rest[2..];
        for (var skipped = 0; skipped < 2; skipped++)
        {
            var end = rest.IndexOf((byte)0);
            if (end < 0) return null;
            rest = rest[(end + 1)..];
        }

        return packed ? Inflate(rest, Encoding.UTF8) : Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, MaxText)]);
    }

    /// <summary>At most so much of it: text can be a bomb too.</summary>
    private static string? Inflate(ReadOnlySpan<byte> packed, Encoding encoding)
    {
        try
        {
            using var zip = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var text = new byte[MaxText];
            return encoding.GetString(text, 0, zip.ReadAtLeast(text, text.Length, throwOnEndOfStream: false));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private delegate string? Reader(ReadOnlySpan<byte> rest);
}
