using Classifier.Inference.Tests.Support;
using SkiaSharp;

namespace Classifier.Pipeline.Tests.Logo.Support;

/// <summary>Pictures with the logos of the tiny model: squares of a hue on grey.</summary>
internal static class Screens
{
    /// <param name="logos">Each a square: its hue in degrees, its place and its side in pixels.</param>
    public static byte[] Of(int width, int height, params (double Hue, int X, int Y, int Side)[] logos) => Of(width, height, SKColors.White, logos);

    public static byte[] Of(int width, int height, SKColor ground, params (double Hue, int X, int Y, int Side)[] logos)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(ground);
            foreach (var (hue, x, y, side) in logos)
            {
                var (r, g, b) = TinyLogoModel.Colour(hue);
                using var paint = new SKPaint { Color = new(r, g, b), IsAntialias = false };
                canvas.DrawRect(x, y, side, side, paint);
            }
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>A logo as its owner gives it.</summary>
    public static byte[] Logo(double hue, int side = 120) => Of(side + 40, side + 40, (hue, 20, 20, side));
}
