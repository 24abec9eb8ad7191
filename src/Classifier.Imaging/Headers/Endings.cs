using System.Buffers.Binary;

namespace Classifier.Imaging.Headers;

/// <summary>Whether the bytes go on to the picture's end, for decoders that would make up the rest.</summary>
internal static class Endings
{
    /// <summary>Looks at the container alone; the header was read before.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> data, ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => IsWholeJpeg(data),
        ImageFormat.Png => IsWholePng(data),
        ImageFormat.Webp => 8L + BinaryPrimitives.ReadUInt32LittleEndian(data[4..]) <= data.Length + (data.Length & 1),
        ImageFormat.Gif => GifHeader.EndsWhole(data),
        _ => true,
    };

    // EOI after the first scan; one inside an EXIF thumbnail stands before it, in a segment.
    private static bool IsWholeJpeg(ReadOnlySpan<byte> data)
    {
        var at = 2;
        while (at + 4 <= data.Length && data[at] == 0xFF && data[at + 1] != 0xDA)
        {
            var alone = data[at + 1] is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7);
            at += data[at + 1] == 0xFF ? 1 : alone ? 2 : 2 + BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
        }

        return at < data.Length && data[at..].LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0;
    }

    private static bool IsWholePng(ReadOnlySpan<byte> data)
    {
        for (long at = 8; at + 12 <= data.Length;)
        {
            var chunk = data[(int)at..];
            if (chunk[4..].StartsWith("IEND"u8)) return true;
            at += 12L + BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }

        return false;
    }
}
