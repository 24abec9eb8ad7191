using SkiaSharp;

namespace Classifier.Cli.Tests.Bank;

/// <summary>A brand of our own, drawn, and a page that shows it.</summary>
internal static class DrawnScreen
{
    private static readonly SKColor Ink = new(0x10, 0x3A, 0x6B), Glow = new(0xF2, 0x8C, 0x1E);

    /// <summary>The logo as its owner gives it: on white, with a margin.</summary>
    public static byte[] Logo(int side = 400) => Png(side, side, canvas =>
    {
        canvas.Clear(SKColors.White);
        Draw(canvas, side * 0.1f, side * 0.1f, side * 0.8f);
    });

    /// <summary>A page to sign in: a bar, two fields, a button, and the logo above them where one is wanted.</summary>
    public static byte[] SignIn(bool withLogo, int width = 1280, int height = 720) => Png(width, height, canvas =>
    {
        canvas.Clear(new(0xF4, 0xF5, 0xF7));
        Fill(canvas, new(0xFF, 0xFF, 0xFF), width / 2f - 190, 120, 380, 460, 8);
        Fill(canvas, new(0xE1, 0xE4, 0xE8), 0, 0, width, 48, 0);
        for (var i = 0; i < 2; i++)
        {
            Fill(canvas, new(0xC9, 0xCE, 0xD6), width / 2f - 150, 300 + (i * 70), 300, 44, 4);
            Fill(canvas, SKColors.White, width / 2f - 149, 301 + (i * 70), 298, 42, 4);
        }
        Fill(canvas, new(0x2B, 0x6C, 0xD4), width / 2f - 150, 460, 300, 44, 4);
        if (withLogo) Draw(canvas, width / 2f - 40, 160, 80);
    });

    /// <summary>A ring, open to the right, around a bolt.</summary>
    private static void Draw(SKCanvas canvas, float left, float top, float side)
    {
        using var ring = new SKPaint { Color = Ink, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = side * 0.14f };
        canvas.DrawArc(new(left + (side * 0.08f), top + (side * 0.08f), left + (side * 0.92f), top + (side * 0.92f)), 40, 280, false, ring);
        using var bolt = new SKPathBuilder();
        (float X, float Y)[] corners = [(0.58f, 0.2f), (0.3f, 0.55f), (0.48f, 0.55f), (0.4f, 0.82f), (0.72f, 0.42f), (0.52f, 0.42f)];
        bolt.MoveTo(left + (corners[0].X * side), top + (corners[0].Y * side));
        foreach (var (x, y) in corners[1..]) bolt.LineTo(left + (x * side), top + (y * side));
        bolt.Close();
        using var path = bolt.Detach();
        using var glow = new SKPaint { Color = Glow, IsAntialias = true };
        canvas.DrawPath(path, glow);
    }

    private static void Fill(SKCanvas canvas, SKColor colour, float x, float y, float width, float height, float radius)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawRoundRect(x, y, width, height, radius, radius, paint);
    }

    private static byte[] Png(int width, int height, Action<SKCanvas> draw)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap)) draw(canvas);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
