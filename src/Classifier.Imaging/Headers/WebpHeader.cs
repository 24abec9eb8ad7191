using System.Buffers.Binary;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Headers;

/// <summary>The three kinds of WebP: lossy (RFC 6386), lossless and extended, with frames counted (RFC 9649).</summary>
internal static class WebpHeader
{
    private const int FirstChunk = 12;

    public static ImageHeader Read(ReadOnlySpan<byte> data, int frameLimit)
    {
        if (data.Length < 30) throw Faults.Damaged();
        var kind = data[FirstChunk..];
        if (kind.StartsWith("VP8 "u8)) return Lossy(data[20..]);
        if (kind.StartsWith("VP8L"u8)) return Lossless(data[20..]);
        return kind.StartsWith("VP8X"u8) ? Extended(data, frameLimit) : throw Faults.Damaged();
    }

    private static ImageHeader Lossy(ReadOnlySpan<byte> frame)
    {
        if ((frame[0] & 1) != 0 || !frame[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) throw Faults.Damaged();
        return new(
            ImageFormat.Webp,
            BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) & 0x3FFF,
            BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]) & 0x3FFF,
            1);
    }

    private static ImageHeader Lossless(ReadOnlySpan<byte> frame)
    {
        if (frame[0] != 0x2F) throw Faults.Damaged();
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(frame[1..]);
        return new(ImageFormat.Webp, (int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1, 1);
    }

    private static ImageHeader Extended(ReadOnlySpan<byte> data, int frameLimit)
    {
        const int animated = 2;
        var size = new ImageHeader(ImageFormat.Webp, ReadUInt24(data[24..]) + 1, ReadUInt24(data[27..]) + 1, 1);
        return (data[20] & animated) == 0 ? size : size with { Frames = CountFrames(data, frameLimit) };
    }

    private static int CountFrames(ReadOnlySpan<byte> data, int frameLimit)
    {
        var frames = 0;
        for (long at = FirstChunk; at + 8 <= data.Length && frames <= frameLimit;)
        {
            var chunk = data[(int)at..];
            if (chunk.StartsWith("ANMF"u8)) frames++;
            long length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            at += 8 + length + (length & 1);
        }

        return frames;
    }

    private static int ReadUInt24(ReadOnlySpan<byte> data) => data[0] | (data[1] << 8) | (data[2] << 16);
}
