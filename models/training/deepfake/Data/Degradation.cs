namespace Classifier.Training.Deepfake.Data;

/// <summary>The ways a crop is cut and re-encoded. None depends on the class.</summary>
internal enum Way
{
    /// <summary>Native pixels, JPEG 90 to 98.</summary>
    Native,

    /// <summary>Native pixels, an earlier JPEG of 70 to 95 on another grid, then JPEG 90 to 98: hides whether the original was one.</summary>
    Twice,

    /// <summary>Native pixels, JPEG 75 to 92.</summary>
    Coarse,

    /// <summary>Shrunk to .50 to .95, JPEG 75 to 95: the equalising step of the data's README.</summary>
    Equalised,

    /// <summary>Native pixels, JPEG 95; for the table.</summary>
    Jpeg95,

    /// <summary>Native pixels, JPEG 75; for the table.</summary>
    Jpeg75,

    /// <summary>Native pixels, JPEG 50; for the table.</summary>
    Jpeg50,

    /// <summary>Shrunk to half, JPEG 95; for the table.</summary>
    Half,

    /// <summary>The file's own pixels, nothing done; for the bench.</summary>
    Raw,
}

/// <summary>One random crop of a picture, degraded in one way.</summary>
internal static class Degradation
{
    public const int Side = 128;
    private const int Grid = 8;

    /// <summary>A crop of 128 × 128, or null where the picture is too small for it.</summary>
    public static Patch? Crop(Patch picture, Way way, Random random, Func<Patch, Patch>? trace = null)
    {
        var factor = way switch
        {
            Way.Equalised => .5 + .45 * random.NextDouble(),
            Way.Half => .5,
            _ => 1.0,
        };
        // A window a little larger than the crop needs, so that the scaling sees real neighbours and no whole picture is scaled.
        var need = way == Way.Twice ? Side + Grid : (int)Math.Ceiling(Side / factor) + (factor < 1 ? 2 : 0);
        var shorter = Math.Min(picture.Width, picture.Height);
        if (shorter < need)
        {
            if (shorter < Side)
            {
                return null;
            }

            factor = Math.Min(1, (double)Side / (shorter - 2));
            need = factor < 1 ? shorter : Side;
        }

        var window = Codec.Crop(picture, random.Next(picture.Width - need + 1), random.Next(picture.Height - need + 1), need);
        if (trace is not null)
        {
            window = trace(window);
        }

        if (factor < 1)
        {
            window = Codec.Scale(window, factor);
        }

        if (way == Way.Twice && window.Width > Side)
        {
            window = Codec.Jpeg(window, random.Next(70, 96), random.Next(2) == 0);
        }

        var slackX = window.Width - Side;
        var slackY = window.Height - Side;
        var crop = slackX > 0 || slackY > 0 ? Codec.Crop(window, random.Next(slackX + 1), random.Next(slackY + 1), Side) : window;
        if (way == Way.Raw)
        {
            return crop;
        }

        return Codec.Jpeg(crop, Quality(way, random), subsample: random.Next(2) == 0);
    }

    /// <summary>The whole picture, degraded in one way: what a server would be sent. Sides stay at least that of a crop.</summary>
    public static Patch Whole(Patch picture, Way way, Random random)
    {
        var factor = way switch
        {
            Way.Equalised => .5 + .45 * random.NextDouble(),
            Way.Half => .5,
            _ => 1.0,
        };
        factor = Math.Min(1, Math.Max(factor, (Side + 1.0) / Math.Min(picture.Width, picture.Height)));
        if (factor < 1)
        {
            picture = Codec.Scale(picture, factor);
        }

        if (way == Way.Twice)
        {
            picture = Codec.Jpeg(picture, random.Next(70, 96), random.Next(2) == 0);
            var (left, top) = (random.Next(Math.Min(Grid, picture.Width - Side + 1)), random.Next(Math.Min(Grid, picture.Height - Side + 1)));
            picture = Codec.Cut(picture, left, top, picture.Width - left, picture.Height - top);
        }

        return way == Way.Raw ? picture : Codec.Jpeg(picture, Quality(way, random), subsample: random.Next(2) == 0);
    }

    private static int Quality(Way way, Random random) => way switch
    {
        Way.Coarse => random.Next(75, 93),
        Way.Equalised => random.Next(75, 96),
        Way.Jpeg95 or Way.Half => 95,
        Way.Jpeg75 => 75,
        Way.Jpeg50 => 50,
        _ => random.Next(90, 99),
    };
}
