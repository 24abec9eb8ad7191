using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Classifier.Fingerprint.Tests.Pictures;

/// <summary>Packed RGB pixels.</summary>
internal sealed record Picture(byte[] Rgb, int Width, int Height)
{
    public static Picture Load(string path)
    {
        using var image = Image.Load<Rgb24>(path);
        var rgb = new byte[image.Width * image.Height * 3];
        image.CopyPixelDataTo(rgb);
        return new Picture(rgb, image.Width, image.Height);
    }

    /// <summary>Each pixel taken from where <paramref name="source"/> says, as (column, row) of this picture.</summary>
    public Picture Rearrange(int width, int height, Func<int, int, (int X, int Y)> source)
    {
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (fromX, fromY) = source(x, y);
                Rgb.AsSpan((fromY * Width + fromX) * 3, 3).CopyTo(rgb.AsSpan((y * width + x) * 3));
            }

        return new Picture(rgb, width, height);
    }
}
