using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Classifier.Imaging.Tests.Samples;

/// <summary>Small files that promise, or are, very large pictures.</summary>
internal static class Bombs
{
    /// <summary>A well-formed one-bit grey PNG of any size: some kilobytes for millions of pixels.</summary>
    public static byte[] Png(int width, int height, bool withPixels = true)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1;
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", withPixels ? Rows(width, height) : [0x78, 0x9C, 3, 0, 0, 0, 0, 1]);
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>A GIF of as many one-pixel frames.</summary>
    public static byte[] Gif(int frames, int side = 1)
    {
        var file = new MemoryStream();
        file.Write("GIF89a"u8);
        file.Write([(byte)side, (byte)(side >> 8), (byte)side, (byte)(side >> 8), 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        for (var i = 0; i < frames; i++)
            file.Write([0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
        file.WriteByte(0x3B);
        return file.ToArray();
    }

    public static void Chunk(Stream file, string type, ReadOnlySpan<byte> body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        byte[] checkedBytes = [.. Encoding.ASCII.GetBytes(type), .. body];
        file.Write(checkedBytes);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(checkedBytes));
        file.Write(number);
    }

    private static byte[] Rows(int width, int height)
    {
        var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + ((width + 7) / 8)];
            for (var y = 0; y < height; y++)
                zip.Write(row);
        }

        return packed.ToArray();
    }

    // PNG, annex D.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var i = 0; i < 8; i++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
