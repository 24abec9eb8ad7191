using Classifier.Imaging.Thumbnails;

namespace Classifier.Pipeline.Logo.References;

/// <summary>A reference as a picture that can be added again: with a margin of one colour, white unless the logo is.</summary>
internal static class ReferencePng
{
    private const int Margin = 16;

    /// <summary>Levels that a logo has to stand out from white by, in some place.</summary>
    private const int LeastContrast = 64;

    public static byte[] Of(ReferencePicture picture)
    {
        var isVisible = picture.OnWhite.Any(level => level < byte.MaxValue - LeastContrast);
        var (pixels, ground) = isVisible ? (picture.OnWhite, byte.MaxValue) : (picture.OnBlack, byte.MinValue);
        var (width, height) = (picture.Width + (2 * Margin), picture.Height + (2 * Margin));
        var framed = new byte[3 * width * height];
        Array.Fill(framed, ground);
        for (var y = 0; y < picture.Height; y++)
            pixels.AsSpan(3 * y * picture.Width, 3 * picture.Width).CopyTo(framed.AsSpan(3 * (((y + Margin) * width) + Margin)));
        return PngPicture.Encode(framed, width, height);
    }
}
