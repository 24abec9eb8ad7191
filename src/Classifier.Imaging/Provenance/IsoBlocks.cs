using System.Buffers.Binary;

namespace Classifier.Imaging.Provenance;

/// <summary>The C2PA uuid box of an AVIF (C2PA 2.1, A.5). EXIF and XMP items are not looked up.</summary>
internal static class IsoBlocks
{
    private static ReadOnlySpan<byte> C2pa => [0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81];

    public static MetadataBlocks Read(ReadOnlySpan<byte> data)
    {
        var blocks = new MetadataBlocks();
        for (long at = 0; at + 8 <= data.Length;)
        {
            var box = data[(int)at..];
            long size = BinaryPrimitives.ReadUInt32BigEndian(box);
            if (size == 0) size = box.Length;
            if (size < 8 || size > box.Length) break;
            if (box[4..].StartsWith("uuid"u8)) TakeUuid(box[8..(int)size], blocks);
            at += size;
        }

        return blocks;
    }

    // The identity, version and flags, the purpose as a string with its zero, the offset of an auxiliary box, then JUMBF.
    private static void TakeUuid(ReadOnlySpan<byte> body, MetadataBlocks blocks)
    {
        if (!body.StartsWith(C2pa) || body.Length < 20) return;
        body = body[20..];
        var end = body.IndexOf((byte)0);
        if (end >= 0 && body[..end].SequenceEqual("manifest"u8) && body.Length > end + 9) blocks.AddJumbf(body[(end + 9)..]);
    }
}
