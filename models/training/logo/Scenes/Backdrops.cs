using SkiaSharp;

namespace Classifier.Training.Logo.Scenes;

/// <summary>What lies behind a logo: a photograph's cut, one colour, a gradient, a page of a website.</summary>
internal sealed class Backdrops(IReadOnlyList<SKImage> photos, Lettering lettering)
{
    public const double Page = .25, Plain = .25;

    public void Random(SKCanvas canvas, int side, Random random)
    {
        var kind = random.NextDouble();
        if (kind < Plain)
        {
            canvas.Clear(random.Of(.6) ? random.Of(.65) ? SKColors.White : SKColors.Black : random.Colour());
            if (random.Of(.15))
            {
                Gradient(canvas, side, random);
            }
        }
        else if (kind < Plain + Page)
        {
            Website(canvas, side, random);
        }
        else
        {
            Photo(canvas, random.One(photos), side, random);
        }
    }

    /// <summary>A random cut, shrunk or enlarged.</summary>
    public static void Photo(SKCanvas canvas, SKImage photo, int side, Random random)
    {
        var shorter = Math.Min(photo.Width, photo.Height);
        var cut = Math.Min(shorter, side / random.Scaled(.4, 1.6));
        var from = SKRect.Create(random.Between(0, photo.Width - cut), random.Between(0, photo.Height - cut), cut, cut);
        canvas.DrawImage(photo, from, SKRect.Create(side, side), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
    }

    private static void Gradient(SKCanvas canvas, int side, Random random)
    {
        using var shader = SKShader.CreateLinearGradient(new SKPoint(0, 0), new SKPoint(side * random.NextSingle(), side), [random.Colour(), random.Colour()], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, side, side, paint);
    }

    private void Website(SKCanvas canvas, int side, Random random)
    {
        var dark = random.Of(.3);
        canvas.Clear(dark ? SKColor.FromHsv(random.Between(0, 360), random.Between(0, 40), random.Between(3, 25)) : SKColor.FromHsv(random.Between(0, 360), random.Between(0, 8), random.Between(90, 100)));
        var ink = dark ? SKColors.White.WithAlpha(220) : SKColors.Black.WithAlpha(220);
        using var paint = new SKPaint { IsAntialias = true };
        for (var i = random.Next(4); i > 0; i--)
        {
            paint.Color = random.Of(.5) ? random.Colour().WithAlpha(200) : ink.WithAlpha((byte)random.Next(8, 40));
            var panel = SKRect.Create(random.Between(-side * .3, side), random.Between(-side * .3, side), random.Between(side * .2, side * 1.2), random.Between(10, side * .6));
            canvas.DrawRoundRect(panel, random.Next(10), random.Next(10), paint);
        }

        var (size, y) = (random.Between(6, 16), random.Between(0, 20));
        var left = random.Between(-side * .3, side * .4);
        while (y < side)
        {
            if (random.Of(.7))
            {
                lettering.Line(canvas, left, y, size * (random.Of(.15) ? 2 : 1), random.Next(1, 8), ink, random);
            }

            y += size * random.Between(1.2, 2.4);
        }

        if (random.Of(.4))
        {
            paint.Color = random.Colour();
            var button = SKRect.Create(random.Between(0, side * .7), random.Between(0, side * .8), random.Between(30, 80), random.Between(14, 28));
            canvas.DrawRoundRect(button, 5, 5, paint);
            lettering.Line(canvas, button.Left + 6, button.MidY + 4, 11, 1, Styles.Luma(paint.Color) > 127 ? SKColors.Black : SKColors.White, random);
        }
    }
}
