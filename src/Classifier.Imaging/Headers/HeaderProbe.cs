using Classifier.Core;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Headers;

/// <summary>
/// Reads a picture's format, size and number of frames in managed code, before any decoder sees it. Touches no pixel, allocates
/// nothing, and its time is linear in the bytes.
/// </summary>
internal static class HeaderProbe
{
    /// <summary>Frames are counted up to this number plus one.</summary>
    /// <exception cref="ClassifierException">Damaged, no picture, or a format that is not served.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> data, int frameLimit)
    {
        if (data.IsEmpty) throw Faults.Empty();
        var header = Signatures.IsJpeg(data) ? JpegHeader.Read(data)
            : Signatures.IsPng(data) ? PngHeader.Read(data)
            : Signatures.IsWebp(data) ? WebpHeader.Read(data, frameLimit)
            : Signatures.IsGif(data) ? GifHeader.Read(data, frameLimit)
            : Signatures.IsIsoMedia(data) ? IsoMedia(data)
            : throw Other(data);
        return header is { Width: > 0, Height: > 0, Frames: > 0 } ? header : throw Faults.Damaged();
    }

    private static ImageHeader IsoMedia(ReadOnlySpan<byte> data) =>
        Signatures.HasAvifBrand(data) ? AvifHeader.Read(data) : throw Faults.Unsupported("HEIC or video");

    private static ClassifierException Other(ReadOnlySpan<byte> data) =>
        Signatures.OtherPicture(data) is { } name ? Faults.Unsupported(name) : Faults.NoPicture();
}
