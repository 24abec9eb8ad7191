using System.Buffers.Binary;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Headers;

/// <summary>Reads IHDR, which must come first. An animated PNG counts as its default image.</summary>
internal static class PngHeader
{
    public static ImageHeader Read(ReadOnlySpan<byte> data)
    {
        if (data.Length < 29 || !data[12..].StartsWith("IHDR"u8) || BinaryPrimitives.ReadUInt32BigEndian(data[8..]) != 13) throw Faults.Damaged();
        var width = BinaryPrimitives.ReadUInt32BigEndian(data[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[20..]);
        return width <= int.MaxValue && height <= int.MaxValue ? new(ImageFormat.Png, (int)width, (int)height, 1) : throw Faults.Damaged();
    }
}
