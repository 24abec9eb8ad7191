using System.Buffers.Binary;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Headers;

/// <summary>Walks the segments of ITU-T T.81 up to the frame header.</summary>
internal static class JpegHeader
{
    public static ImageHeader Read(ReadOnlySpan<byte> data)
    {
        var at = 2;
        while (at + 4 <= data.Length)
        {
            if (data[at] != 0xFF) throw Faults.Damaged();
            var marker = data[at + 1];
            if (marker == 0xFF)
            {
                at++; // fill byte (B.1.1.2)
                continue;
            }

            if (marker is 0xD9 or 0xDA) break; // the end, or pixels before any size
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += 2;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
            if (length < 2) throw Faults.Damaged();
            if (IsFrame(marker)) return Frame(data[(at + 4)..], length - 2);
            at += 2 + length;
        }

        throw Faults.Damaged();
    }

    // SOF0 to SOF15 without DHT, JPG and DAC.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static ImageHeader Frame(ReadOnlySpan<byte> body, int length)
    {
        if (length < 6 || body.Length < 6) throw Faults.Damaged();
        return new(ImageFormat.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..]), 1);
    }
}
