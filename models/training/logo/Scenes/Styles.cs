using Classifier.Training.Logo.Data;
using SkiaSharp;

namespace Classifier.Training.Logo.Scenes;

/// <summary>Versions of a logo that are still the same brand: recoloured, one colour, two tones, grey, inverted, outlined.</summary>
internal static class Styles
{
    /// <summary>A random version that stands out from what is behind it.</summary>
    public static Bitmap Random(Bitmap art, Art of, SKColor behind, Random random)
    {
        var single = of.OneColour;
        var kind = random.NextDouble();
        if (single)
        {
            var own = SKColor.TryParse(of.Hex, out var hex) ? hex : SKColors.Black;
            var colour = Apart(random.Of(.45) ? own : random.Of(.5) ? random.Colour() : random.One<SKColor>([SKColors.Black, SKColors.White]), behind);
            return kind < .08 ? Outlined(art, colour, random.Next(2, 5)) : Flat(art, colour);
        }

        return kind switch
        {
            < .45 => Visible(art, behind),
            < .65 => FullPlate(art) ? TwoTone(art, random.Colour(), random.Colour()) : Flat(art, Apart(random.Colour(), behind)),
            < .75 => TwoTone(art, Apart(random.Colour(), behind), Apart(random.Colour(), behind)),
            < .85 => Visible(TwoTone(art, SKColors.Black, SKColors.White), behind),
            < .95 => Visible(Recoloured(art, random), behind),
            _ => Outlined(art, Apart(random.Colour(), behind), random.Next(2, 5)),
        };
    }

    /// <summary>As the owner draws it: its own colours where these can be seen against what is behind, else black or white.</summary>
    public static Bitmap Plain(Bitmap art, Art of, SKColor behind)
    {
        if (!of.OneColour)
        {
            return Visible(art, behind);
        }

        return Flat(art, Apart(SKColor.TryParse(of.Hex, out var hex) ? hex : SKColors.Black, behind));
    }

    public static Bitmap Flat(Bitmap art, SKColor colour) => Map(art, (_, _, _) => (colour.Red, colour.Green, colour.Blue));

    private static Bitmap Visible(Bitmap art, SKColor behind)
    {
        long apart = 0, count = 0;
        for (var i = 0; i < art.Pixels.Length; i += 4)
        {
            if (art.Pixels[i + 3] > 128)
            {
                apart += Distance(art.Pixels[i], art.Pixels[i + 1], art.Pixels[i + 2], behind);
                count++;
            }
        }

        return count > 0 && apart / count < 60 ? Flat(art, Luma(behind) > 127 ? SKColors.Black : SKColors.White) : art;
    }

    private static SKColor Apart(SKColor colour, SKColor behind) =>
        Distance(colour.Red, colour.Green, colour.Blue, behind) >= 110 ? colour : Luma(behind) > 127 ? SKColors.Black : SKColors.White;

    private static int Distance(byte r, byte g, byte b, SKColor to) => Math.Abs(r - to.Red) + Math.Abs(g - to.Green) + Math.Abs(b - to.Blue);

    public static double Luma(SKColor c) => (.299 * c.Red) + (.587 * c.Green) + (.114 * c.Blue);

    // Where nearly everything is opaque, a silhouette would be a plain square or disc.
    private static bool FullPlate(Bitmap art)
    {
        var opaque = 0;
        for (var i = 3; i < art.Pixels.Length; i += 4)
        {
            opaque += art.Pixels[i] > 128 ? 1 : 0;
        }

        return opaque > .6 * art.Width * art.Height;
    }

    private static Bitmap TwoTone(Bitmap art, SKColor dark, SKColor light) => Map(art, (r, g, b) =>
    {
        var t = Luma(new SKColor(r, g, b)) / 255;
        byte Mix(byte from, byte to) => (byte)(from + ((to - from) * t));
        return (Mix(dark.Red, light.Red), Mix(dark.Green, light.Green), Mix(dark.Blue, light.Blue));
    });

    private static Bitmap Recoloured(Bitmap art, Random random)
    {
        if (random.Of(.3))
        {
            return Map(art, (r, g, b) => ((byte)(255 - r), (byte)(255 - g), (byte)(255 - b)));
        }

        int[] order = [0, 1, 2];
        random.Shuffle(order);
        var gain = random.Between(.5, 1.1);
        return Map(art, (r, g, b) =>
        {
            byte[] from = [r, g, b];
            byte At(int c) => (byte)Math.Min(255, from[order[c]] * gain);
            return (At(0), At(1), At(2));
        });
    }

    private static Bitmap Outlined(Bitmap art, SKColor colour, int width)
    {
        var pixels = new byte[art.Pixels.Length];
        for (var y = 0; y < art.Height; y++)
        {
            for (var x = 0; x < art.Width; x++)
            {
                var at = (y * art.Width + x) * 4;
                var least = Math.Min(Math.Min(Opacity(x - width, y), Opacity(x + width, y)), Math.Min(Opacity(x, y - width), Opacity(x, y + width)));
                (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = (colour.Red, colour.Green, colour.Blue, (byte)Math.Max(0, art.Pixels[at + 3] - least));
            }
        }

        return art with { Pixels = pixels };

        int Opacity(int x, int y) => x < 0 || y < 0 || x >= art.Width || y >= art.Height ? 0 : art.Pixels[((y * art.Width + x) * 4) + 3];
    }

    private static Bitmap Map(Bitmap art, Func<byte, byte, byte, (byte R, byte G, byte B)> to)
    {
        var pixels = (byte[])art.Pixels.Clone();
        for (var i = 0; i < pixels.Length; i += 4)
        {
            if (pixels[i + 3] > 0)
            {
                (pixels[i], pixels[i + 1], pixels[i + 2]) = to(pixels[i], pixels[i + 1], pixels[i + 2]);
            }
        }

        return art with { Pixels = pixels };
    }
}
