using SkiaSharp;

namespace Classifier.Pipeline.Tests.Ocr.Support;

/// <summary>What is behind the text.</summary>
internal enum Ground
{
    Light,
    Dark,

    /// <summary>A photograph where one is given, else coloured clouds.</summary>
    Photo,
}

/// <summary>Draws sentences as pictures, with Debian's DejaVu.</summary>
internal static class Rendering
{
    public const string FontPath = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
    private const int Margin = 40;

    public static bool HasFont => File.Exists(FontPath);

    /// <param name="size">Font size in pixels.</param>
    /// <param name="degrees">Turn of the whole picture, clockwise.</param>
    /// <param name="photo">Encoded photograph for <see cref="Ground.Photo"/>.</param>
    /// <returns>A PNG.</returns>
    public static byte[] Png(string text, float size, Ground ground, int width = 800, int height = 480, float degrees = 0, byte[]? photo = null)
    {
        using var bitmap = Draw(text, size, ground, width, height, degrees, photo);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public static SKBitmap Draw(string text, float size, Ground ground, int width, int height, float degrees, byte[]? photo)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        Fill(canvas, ground, width, height, photo);
        canvas.RotateDegrees(degrees, width / 2f, height / 2f);
        using var typeface = SKTypeface.FromFile(FontPath);
        using var font = new SKFont(typeface, size) { Edging = SKFontEdging.Antialias };
        using var paint = new SKPaint { Color = ground == Ground.Light ? SKColors.Black : SKColors.White, IsAntialias = true };
        // White on a photograph, with the dark outline that meme fonts have.
        using var outline = new SKPaint { Color = SKColors.Black, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = size / 8 };
        var baseline = Margin + size;
        foreach (var line in Wrap(text, font, width - 2 * Margin))
        {
            if (ground == Ground.Photo) canvas.DrawText(line, Margin, baseline, SKTextAlign.Left, font, outline);
            canvas.DrawText(line, Margin, baseline, SKTextAlign.Left, font, paint);
            baseline += size * 1.5f;
        }
        return bitmap;
    }

    private static void Fill(SKCanvas canvas, Ground ground, int width, int height, byte[]? photo)
    {
        canvas.Clear(ground == Ground.Light ? SKColors.White : new SKColor(24, 26, 32));
        if (ground != Ground.Photo) return;
        if (photo is not null)
        {
            using var picture = SKBitmap.Decode(photo);
            canvas.DrawBitmap(picture, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear));
            return;
        }
        using var clouds = new SKPaint { Shader = SKShader.CreatePerlinNoiseFractalNoise(0.015f, 0.02f, 4, 7) };
        canvas.DrawRect(0, 0, width, height, clouds);
    }

    private static List<string> Wrap(string text, SKFont font, float width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' '))
        {
            if (lines.Count > 0 && font.MeasureText(lines[^1] + " " + word) <= width) lines[^1] += " " + word;
            else lines.Add(word);
        }
        return lines;
    }
}
