namespace Classifier.Imaging.Provenance;

/// <summary>The parts of a file that hold metadata, copied out.</summary>
internal sealed class MetadataBlocks
{
    /// <summary>No block beyond this many bytes is read.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxTexts = 64;
    private const int MaxOfKind = 4;

    /// <summary>TIFF structures. More than one of a kind is against the rules, and the second would be a place to hide from the first.</summary>
    public List<byte[]> Exif { get; } = [];

    /// <summary>XMP packets in UTF-8.</summary>
    public List<byte[]> Xmp { get; } = [];

    /// <summary>JUMBF boxes of C2PA manifest stores.</summary>
    public List<byte[]> Jumbf { get; } = [];

    public List<(string Key, string Text)> Texts { get; } = [];

    public void AddExif(ReadOnlySpan<byte> data)
    {
        // WebP and PNG writers differ on whether the JPEG preamble belongs there.
        if (data.StartsWith("Exif\0\0"u8)) data = data[6..];
        if (data.Length <= MaxBytes) Add(Exif, data);
    }

    public void AddXmp(ReadOnlySpan<byte> data)
    {
        if (data.Length <= MaxBytes) Add(Xmp, data);
    }

    public void AddJumbf(ReadOnlySpan<byte> data)
    {
        // Manifests with thumbnails are large; the claim stands among the first bytes' boxes, and a cut one is read as far as it goes.
        Add(Jumbf, data[..Math.Min(data.Length, 8 * MaxBytes)]);
    }

    public void AddText(string key, string text)
    {
        if (Texts.Count < MaxTexts) Texts.Add((key, text));
    }

    private static void Add(List<byte[]> blocks, ReadOnlySpan<byte> data)
    {
        if (blocks.Count < MaxOfKind) blocks.Add(data.ToArray());
    }
}
