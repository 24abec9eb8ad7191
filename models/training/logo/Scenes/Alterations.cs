using Classifier.Training.Logo.Data;

namespace Classifier.Training.Logo.Scenes;

/// <summary>Look-alikes: what is close to a brand but not its logo. Training sees them as logos of no brand.</summary>
internal enum Alteration
{
    /// <summary>A third of it (one letter of a word, one part of a sign) upside down.</summary>
    TurnedPart,

    /// <summary>A third of it taken from another logo.</summary>
    ForeignPart,

    /// <summary>A third of it missing.</summary>
    MissingPart,

    Mirrored,

    /// <summary>By a quarter turn.</summary>
    Rotated,
}

internal static class Alterations
{
    public static Bitmap Apply(Alteration kind, Bitmap art, Bitmap other, Random random)
    {
        if (kind == Alteration.Mirrored)
        {
            return Build(art.Width, art.Height, (x, y) => (art, art.Width - 1 - x, y));
        }

        if (kind == Alteration.Rotated)
        {
            return Build(art.Height, art.Width, (x, y) => (art, y, art.Height - 1 - x));
        }

        var along = art.Width >= art.Height;
        var length = along ? art.Width : art.Height;
        var from = random.Next(length * 2 / 3 + 1);
        bool Inside(int x, int y) => (along ? x : y) is var at && at >= from && at < from + (length / 3);
        return Build(art.Width, art.Height, (x, y) => !Inside(x, y) ? (art, x, y) : kind switch
        {
            Alteration.TurnedPart => (art, along ? x : art.Width - 1 - x, along ? art.Height - 1 - y : y),
            Alteration.ForeignPart => (other, x * other.Width / art.Width, y * other.Height / art.Height),
            _ => (art, -1, 0),
        });
    }

    private static Bitmap Build(int width, int height, Func<int, int, (Bitmap From, int X, int Y)> source)
    {
        var pixels = new byte[width * height * 4];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (from, fx, fy) = source(x, y);
                if (fx >= 0)
                {
                    from.Pixels.AsSpan((fy * from.Width + fx) * 4, 4).CopyTo(pixels.AsSpan((y * width + x) * 4));
                }
            }
        }

        return new(width, height, pixels);
    }
}
