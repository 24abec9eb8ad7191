using System.Buffers.Binary;

namespace Classifier.Imaging.Headers;

/// <summary>Formats by their first bytes. A file's name or declared type plays no part.</summary>
internal static class Signatures
{
    /// <summary>Picture formats that are known and not served, so that a person is told more than "no picture".</summary>
    private static readonly (byte[] Start, string Name)[] Others =
    [
        ("BM"u8.ToArray(), "BMP"),
        ("II*\0"u8.ToArray(), "TIFF"),
        ("MM\0*"u8.ToArray(), "TIFF"),
        ("II+\0"u8.ToArray(), "BigTIFF"),
        ("MM\0+"u8.ToArray(), "BigTIFF"),
        ("%PDF-"u8.ToArray(), "PDF"),
        ("%!PS"u8.ToArray(), "PostScript"),
        ("8BPS"u8.ToArray(), "PSD"),
        ("<svg"u8.ToArray(), "SVG"),
        ("<?xml"u8.ToArray(), "SVG"),
        ([0, 0, 1, 0], "ICO"),
        ([0xFF, 0x0A], "JPEG XL"),
        ([0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' '], "JPEG XL"),
        ([0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' '], "JPEG 2000"),
        ([0xFF, 0x4F, 0xFF, 0x51], "JPEG 2000"),
        ("#?RADIANCE"u8.ToArray(), "Radiance HDR"),
        ([0x76, 0x2F, 0x31, 0x01], "OpenEXR"),
        ("qoif"u8.ToArray(), "QOI"),
    ];

    public static bool IsJpeg(ReadOnlySpan<byte> data) => data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public static bool IsPng(ReadOnlySpan<byte> data) => data.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

    public static bool IsGif(ReadOnlySpan<byte> data) => data.StartsWith("GIF87a"u8) || data.StartsWith("GIF89a"u8);

    public static bool IsWebp(ReadOnlySpan<byte> data) => data.Length >= 12 && data.StartsWith("RIFF"u8) && data[8..].StartsWith("WEBP"u8);

    /// <summary>An ISO base media file: AVIF, HEIC, video and others; the brands tell which.</summary>
    public static bool IsIsoMedia(ReadOnlySpan<byte> data) => data.Length >= 12 && data[4..].StartsWith("ftyp"u8);

    /// <summary>Whether the major or a compatible brand says AV1 picture (AVIF 1.1, section 6).</summary>
    public static bool HasAvifBrand(ReadOnlySpan<byte> data)
    {
        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(data), (uint)Math.Min(data.Length, 512));
        for (var at = 8; at + 4 <= end; at += at == 8 ? 8 : 4)
        {
            if (data[at..].StartsWith("avif"u8) || data[at..].StartsWith("avis"u8)) return true;
        }

        return false;
    }

    public static string? OtherPicture(ReadOnlySpan<byte> data)
    {
        foreach (var (start, name) in Others)
        {
            if (data.StartsWith(start)) return name;
        }

        return null;
    }
}
