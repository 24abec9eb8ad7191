using Classifier.Training.Logo.Data;
using SkiaSharp;

namespace Classifier.Training.Logo.Scenes;

/// <summary>Makes scenes: backdrop, clutter, logo, what covers it, finish.</summary>
internal sealed class Composer(Backdrops backdrops, Lettering lettering, int side)
{
    public const double Smallest = 38, Largest = 112;
    private const double Hidden = .25;

    public int Side => side;

    /// <summary>A logo in a random version on a random backdrop.</summary>
    public Scene Logo(Bitmap bitmap, Art art, int brand, Random random)
    {
        using var surface = Surface(side);
        var canvas = surface.Canvas;
        backdrops.Random(canvas, side, random);
        if (random.Of(.3))
        {
            Clutter(canvas, random, random.Next(1, 3));
        }

        var placed = Placement.Random(bitmap.Width, bitmap.Height, random.Scaled(Smallest, Largest), random.Of(.5) ? 4 : 22, random.Of(.5) ? .01 : .12, side, random);
        var behind = Behind(surface, placed.Box, side);
        if (random.Of(.15))
        {
            behind = Plate(canvas, placed.Box, random);
        }

        Paste(canvas, Styles.Random(bitmap, art, behind, random), placed, random.Of(.1) ? (byte)random.Next(150, 255) : (byte)255);
        if (random.Of(.2))
        {
            Cover(canvas, placed.Box, random);
        }

        return new(side, Finish.Apply(surface, side, 1, random), brand, [placed.Box.Left, placed.Box.Top, placed.Box.Right, placed.Box.Bottom]);
    }

    /// <summary>Everything but a logo.</summary>
    public Scene Empty(Random random)
    {
        using var surface = Surface(side);
        backdrops.Random(surface.Canvas, side, random);
        Clutter(surface.Canvas, random, random.Next(0, 5));
        return new(side, Finish.Apply(surface, side, 1, random), -1, new float[4]);
    }

    /// <summary>As a reference is made: in the middle of one colour.</summary>
    public static Scene Reference(int side, Bitmap bitmap, Art art, int brand, SKColor behind, float longer)
    {
        using var surface = Surface(side);
        surface.Canvas.Clear(behind);
        var scale = longer / Math.Max(bitmap.Width, bitmap.Height);
        var box = SKRect.Create((side - bitmap.Width * scale) / 2, (side - bitmap.Height * scale) / 2, bitmap.Width * scale, bitmap.Height * scale);
        using var image = Image(Styles.Plain(bitmap, art, behind));
        surface.Canvas.DrawImage(image, box, Sampling);
        using var drawn = surface.Snapshot();
        return new(side, Finish.Pixels(drawn), brand, [box.Left, box.Top, box.Right, box.Bottom]);
    }

    public static SKSamplingOptions Sampling => new(SKFilterMode.Linear, SKMipmapMode.Linear);

    public static SKSurface Surface(int side) => SKSurface.Create(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Premul));

    public static void Paste(SKCanvas canvas, Bitmap bitmap, Placement placed, byte opacity = 255)
    {
        using var image = Image(bitmap);
        using var paint = new SKPaint { Color = SKColors.White.WithAlpha(opacity), IsAntialias = true };
        canvas.Save();
        canvas.Concat(placed.Matrix());
        canvas.DrawImage(image, 0, 0, Sampling, paint);
        canvas.Restore();
    }

    /// <summary>The mean colour of what lies in a box.</summary>
    public static SKColor Behind(SKSurface surface, SKRect box, int side)
    {
        using var image = surface.Snapshot();
        using var one = Surface(1);
        box.Intersect(SKRect.Create(side, side));
        one.Canvas.DrawImage(image, box, SKRect.Create(1, 1), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Nearest));
        using var pixel = one.PeekPixels();
        return pixel.GetPixelColor(0, 0);
    }

    private static SKImage Image(Bitmap bitmap) =>
        SKImage.FromPixelCopy(new SKImageInfo(bitmap.Width, bitmap.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul), bitmap.Pixels);

    private static SKColor Plate(SKCanvas canvas, SKRect box, Random random)
    {
        using var paint = new SKPaint { Color = random.Colour(), IsAntialias = true };
        var longer = Math.Max(box.Width, box.Height);
        if (random.Of(.5))
        {
            box = SKRect.Create(box.MidX - longer / 2, box.MidY - longer / 2, longer, longer);
        }

        box.Inflate(longer * random.Between(.08, .25), longer * random.Between(.08, .25));
        var round = random.Of(.4) ? longer : longer * random.Between(0, .3);
        canvas.DrawRoundRect(box, round, round, paint);
        return paint.Color;
    }

    // A strip from one edge, so that less than a quarter is hidden.
    private void Cover(SKCanvas canvas, SKRect box, Random random)
    {
        var share = random.Between(.05, Hidden);
        var strip = random.Next(4) switch
        {
            0 => SKRect.Create(box.Left, box.Top, box.Width * share, box.Height),
            1 => SKRect.Create(box.Right - box.Width * share, box.Top, box.Width * share, box.Height),
            2 => SKRect.Create(box.Left, box.Top, box.Width, box.Height * share),
            _ => SKRect.Create(box.Left, box.Bottom - box.Height * share, box.Width, box.Height * share),
        };
        using var paint = new SKPaint { Color = random.Colour(), IsAntialias = true };
        if (random.Of(.5))
        {
            canvas.DrawRect(strip, paint);
        }
        else if (random.Of(.5))
        {
            canvas.DrawOval(strip, paint);
        }
        else
        {
            lettering.Line(canvas, box.Left, box.Top + box.Height * random.NextSingle(), random.Between(8, 16), 3, paint.Color, random);
        }
    }

    private void Clutter(SKCanvas canvas, Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (random.Between(-10, side), random.Between(0, side));
            if (random.Of(.5))
            {
                lettering.Line(canvas, x, y, random.Scaled(7, 40), random.Next(1, 4), random.Colour(), random);
            }
            else
            {
                var size = random.Scaled(10, 90);
                Shapes.Draw(canvas, SKRect.Create(x, y, size, size * random.Between(.6, 1.2)), random.Colour(), random);
            }
        }
    }
}
