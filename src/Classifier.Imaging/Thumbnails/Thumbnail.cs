using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Classifier.Imaging.Thumbnails;

/// <summary>A picture small enough to be put into a page.</summary>
/// <param name="Jpeg">The encoded picture.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record Thumbnail(byte[] Jpeg, int Width, int Height)
{
    private const int Quality = 72;

    /// <summary>Shrinks a decoded picture so that it fits a square; smaller ones keep their size.</summary>
    /// <param name="image">Not kept.</param>
    /// <param name="side">Of the square, in pixels, at least 1.</param>
    public static Thumbnail Of(RgbImage image, int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        using var pixels = Image.LoadPixelData<Rgb24>(image.Pixels.ToArray(), image.Width, image.Height);
        var scale = Math.Min(1.0, (double)side / Math.Max(image.Width, image.Height));
        var (width, height) = (Scaled(image.Width, scale), Scaled(image.Height, scale));
        if (scale < 1) pixels.Mutate(x => x.Resize(width, height, KnownResamplers.Bicubic));
        using var jpeg = new MemoryStream();
        pixels.SaveAsJpeg(jpeg, new JpegEncoder { Quality = Quality });
        return new Thumbnail(jpeg.ToArray(), width, height);
    }

    // A banner of 4000 × 3 pixels still has a row.
    private static int Scaled(int pixels, double scale) => Math.Max(1, (int)Math.Round(pixels * scale));
}
