using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Classifier.Server.Tests.Fingerprints;

/// <summary>A small PNG, written here so that no file is needed.</summary>
internal static class Pictures
{
    private const int Side = 64;

    public static byte[] Gradient() => Of(Side, Side, (x, y) => [(byte)(x * 4), (byte)(y * 4), (byte)(x * y)]);

    /// <summary>One grey all over.</summary>
    /// <param name="text">A text chunk besides: its key and what it says.</param>
    public static byte[] Flat(byte level, int side = Side, (string Key, string Value)? text = null) => Of(side, side, (_, _) => [level, level, level], text);

    public static byte[] Of(int width, int height, Func<int, int, byte[]> colour, (string Key, string Value)? text = null)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk(png, "IHDR", header);
        if (text is { } t) Chunk(png, "tEXt", [.. Encoding.Latin1.GetBytes(t.Key), 0, .. Encoding.Latin1.GetBytes(t.Value)]);
        using var rows = new MemoryStream();
        using (var deflate = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                deflate.WriteByte(0);
                for (var x = 0; x < width; x++)
                    deflate.Write(colour(x, y));
            }
        }

        Chunk(png, "IDAT", rows.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, string name, byte[] data)
    {
        Span<byte> word = stackalloc byte[4];
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        png.Write(word);
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32.HashToUInt32(body));
        png.Write(word);
    }
}
