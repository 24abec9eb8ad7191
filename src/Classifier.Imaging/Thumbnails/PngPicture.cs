using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Classifier.Imaging.Thumbnails;

/// <summary>Small pictures of our own as files.</summary>
public static class PngPicture
{
    /// <param name="rgb">Red, green, blue, row by row.</param>
    /// <exception cref="ArgumentException">Too few pixels for the size.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> rgb, int width, int height)
    {
        using var image = Image.LoadPixelData<Rgb24>(rgb.ToArray(), width, height);
        using var png = new MemoryStream();
        image.SaveAsPng(png);
        return png.ToArray();
    }
}
