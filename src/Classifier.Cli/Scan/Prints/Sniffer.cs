namespace Classifier.Cli.Scan.Prints;

/// <summary>Tells what a file is: pictures by their first bytes, whatever their name; text, which has none of its own, by its name too.</summary>
internal static class Sniffer
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int HeadBytes = 32;

    private static readonly HashSet<string> TextNames = new(StringComparer.OrdinalIgnoreCase) { ".txt", ".md", ".html", ".htm", ".json" };

    private static readonly HashSet<string> PictureNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".png", ".webp", ".gif", ".avif", ".heic", ".heif", ".tif", ".tiff", ".bmp", ".jxl", ".jp2", ".psd",
    };

    public static ContentKind KindOf(ReadOnlySpan<byte> head, string name)
    {
        if (IsDecoded(head)) return ContentKind.Picture;
        if (ForeignFormat(head) is not null) return ContentKind.ForeignPicture;
        var extension = Path.GetExtension(name);
        if (PictureNames.Contains(extension)) return ContentKind.FalsePicture;
        return TextNames.Contains(extension) ? ContentKind.Text : ContentKind.Other;
    }

    public static bool IsHtml(string name) => Path.GetExtension(name).ToUpperInvariant() is ".HTML" or ".HTM";

    /// <summary>The name of a picture format that is known by its bytes but not decoded; null for anything else.</summary>
    public static string? ForeignFormat(ReadOnlySpan<byte> head) => head switch
    {
        [0x49, 0x49, 0x2A, 0x00, ..] or [0x4D, 0x4D, 0x00, 0x2A, ..] => "TIFF",
        [0xFF, 0x0A, ..] or [0, 0, 0, 12, 0x4A, 0x58, 0x4C, 0x20, ..] => "JPEG XL",
        [0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20, ..] => "JPEG 2000",
        [0x38, 0x42, 0x50, 0x53, ..] => "Photoshop",
        // The reserved words of a bitmap's header are zero.
        [0x42, 0x4D, _, _, _, _, 0, 0, 0, 0, ..] => "BMP",
        [_, _, _, _, 0x66, 0x74, 0x79, 0x70, ..] when Brand(head) is "heic" or "heix" or "hevc" or "heim" or "heis" or "mif1" or "msf1" => "HEIC",
        _ => null,
    };

    private static bool IsDecoded(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => true,
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => true,
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => true,
        [0x47, 0x49, 0x46, 0x38, 0x37 or 0x39, 0x61, ..] => true,
        [_, _, _, _, 0x66, 0x74, 0x79, 0x70, ..] => Brand(head) is "avif" or "avis",
        _ => false,
    };

    // ISO base media: size, "ftyp", then the major brand.
    private static string Brand(ReadOnlySpan<byte> head) => head.Length < 12 ? "" : System.Text.Encoding.Latin1.GetString(head[8..12]);
}
