using System.Buffers.Binary;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Headers;

/// <summary>
/// Walks the blocks of GIF89a and counts image descriptors. The size is that of the logical screen, or of the first frame where
/// that one is larger, since decoders grow the screen to it.
/// </summary>
internal static class GifHeader
{
    public static ImageHeader Read(ReadOnlySpan<byte> data, int frameLimit)
    {
        if (data.Length < 13) throw Faults.Damaged();
        int width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]);
        var at = 13 + ColourTable(data[10]);
        var frames = 0;
        while (at < data.Length && frames <= frameLimit)
        {
            switch (data[at])
            {
                case 0x21:
                    at = SkipSubBlocks(data, at + 2);
                    break;
                case 0x2C when at + 11 <= data.Length:
                    width = Math.Max(width, BinaryPrimitives.ReadUInt16LittleEndian(data[(at + 5)..]));
                    height = Math.Max(height, BinaryPrimitives.ReadUInt16LittleEndian(data[(at + 7)..]));
                    frames++;
                    at = SkipSubBlocks(data, at + 10 + ColourTable(data[at + 9]) + 1);
                    break;
                default:
                    // 0x3B is the trailer; anything else is rubbish after the last whole block.
                    at = data.Length;
                    break;
            }
        }

        return frames > 0 ? new(ImageFormat.Gif, width, height, frames) : throw Faults.Damaged();
    }

    /// <summary>Whether the last block begun has its end, or the trailer follows.</summary>
    public static bool EndsWhole(ReadOnlySpan<byte> data)
    {
        var at = data.Length < 13 ? data.Length + 1 : 13 + ColourTable(data[10]);
        while (at < data.Length)
        {
            switch (data[at])
            {
                case 0x21:
                    at = SkipSubBlocks(data, at + 2);
                    break;
                case 0x2C when at + 11 <= data.Length:
                    at = SkipSubBlocks(data, at + 10 + ColourTable(data[at + 9]) + 1);
                    break;
                default:
                    return data[at] != 0x2C;
            }
        }

        return at == data.Length;
    }

    private static int ColourTable(byte packed) => (packed & 0x80) == 0 ? 0 : 3 * (2 << (packed & 7));

    private static int SkipSubBlocks(ReadOnlySpan<byte> data, int at)
    {
        while (at < data.Length && data[at] != 0) at += data[at] + 1;
        return at + 1;
    }
}
