using System.Buffers.Binary;

namespace Classifier.Imaging.Provenance;

/// <summary>The chunks EXIF, XMP and C2PA of a WebP.</summary>
internal static class WebpBlocks
{
    public static MetadataBlocks Read(ReadOnlySpan<byte> data)
    {
        var blocks = new MetadataBlocks();
        for (long at = 12; at + 8 <= data.Length;)
        {
            var chunk = data[(int)at..];
            long length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (length > chunk.Length - 8) break;
            var body = chunk.Slice(8, (int)length);
            if (chunk.StartsWith("EXIF"u8)) blocks.AddExif(body);
            if (chunk.StartsWith("XMP "u8)) blocks.AddXmp(body);
            if (chunk.StartsWith("C2PA"u8)) blocks.AddJumbf(body);
            at += 8 + length + (length & 1);
        }

        return blocks;
    }
}
