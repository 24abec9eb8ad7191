namespace Classifier.Imaging.Provenance;

/// <summary>The parts of a file that hold metadata, copied out.</summary>
internal sealed class MetadataBlocks
{
    /// <summary>No block beyond this many bytes is read.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxTexts = 64;

    /// <summary>A TIFF structure.</summary>
    public byte[]? Exif { get; private set; }

    /// <summary>An XMP packet in UTF-8.</summary>
    public byte[]? Xmp { get; private set; }

    /// <summary>JUMBF boxes of a C2PA manifest store.</summary>
    public byte[]? Jumbf { get; private set; }

    public List<(string Key, string Text)> Texts { get; } = [];

    public void AddExif(ReadOnlySpan<byte> data)
    {
        // WebP and PNG writers differ on whether the JPEG preamble belongs there.
        if (data.StartsWith("Exif\0\0"u8)) data = data[6..];
        if (data.Length <= MaxBytes) Exif ??= data.ToArray();
    }

    public void AddXmp(ReadOnlySpan<byte> data)
    {
        if (data.Length <= MaxBytes) Xmp ??= data.ToArray();
    }

    public void AddJumbf(ReadOnlySpan<byte> data)
    {
        // Manifests with thumbnails are large; the claim stands among the first bytes' boxes, and a cut one is read as far as it goes.
        Jumbf ??= data[..Math.Min(data.Length, 8 * MaxBytes)].ToArray();
    }

    public void AddText(string key, string text)
    {
        if (Texts.Count < MaxTexts) Texts.Add((key, text));
    }
}
