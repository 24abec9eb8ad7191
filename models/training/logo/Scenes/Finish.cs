using SkiaSharp;

namespace Classifier.Training.Logo.Scenes;

/// <summary>What cameras and websites do to a picture: blur, light, a smaller copy, JPEG.</summary>
internal static class Finish
{
    /// <param name="strength">1: as in training; below: weaker and rarer.</param>
    /// <returns>Red, green, blue.</returns>
    public static byte[] Apply(SKSurface surface, int side, double strength, Random random)
    {
        using var drawn = surface.Snapshot();
        using var copy = SKSurface.Create(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var paint = new SKPaint();
        using var blur = random.Of(.3 * strength) ? SKImageFilter.CreateBlur(random.Between(.3, .4 + 1.1 * strength), random.Between(.3, .4 + 1.1 * strength), SKShaderTileMode.Clamp) : null;
        using var light = random.Of(.5 * strength) ? Light(random) : null;
        paint.ImageFilter = blur;
        paint.ColorFilter = light;
        copy.Canvas.DrawImage(drawn, 0, 0, SKSamplingOptions.Default, paint);
        using var image = copy.Snapshot();
        if (!random.Of(.4 + .35 * strength))
        {
            return Pixels(image);
        }

        using var encoded = image.Encode(SKEncodedImageFormat.Jpeg, random.Next((int)(75 - 40 * strength), 97));
        using var decoded = SKImage.FromEncodedData(encoded);
        return Pixels(decoded);
    }

    private static SKColorFilter Light(Random random)
    {
        var (gain, shift) = (random.Between(.6, 1.25), random.Between(-.12, .12));
        var tint = random.Between(-.12, .12);
        return SKColorFilter.CreateColorMatrix([gain + tint, 0, 0, 0, shift, 0, gain, 0, 0, shift, 0, 0, gain - tint, 0, shift, 0, 0, 0, 1, 0]);
    }

    /// <summary>Red, green, blue, row by row.</summary>
    public static byte[] Pixels(SKImage image)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        image.ReadPixels(bitmap.Info, bitmap.GetPixels(), bitmap.RowBytes, 0, 0);
        var from = bitmap.GetPixelSpan();
        var pixels = new byte[image.Width * image.Height * 3];
        for (int i = 0, o = 0; o < pixels.Length; i += 4, o += 3)
        {
            (pixels[o], pixels[o + 1], pixels[o + 2]) = (from[i], from[i + 1], from[i + 2]);
        }

        return pixels;
    }
}
