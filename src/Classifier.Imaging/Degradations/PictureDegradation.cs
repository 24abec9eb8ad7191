using Classifier.Imaging.Tensors;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Classifier.Imaging.Degradations;

/// <summary>What happens to pictures on their way through the web, made on purpose: for measuring, never for serving.</summary>
public static class PictureDegradation
{
    /// <summary>Side of an equalised crop, in pixels.</summary>
    public const int EqualisedSide = 128;

    private const double LeastShrink = 0.50, MostShrink = 0.95;
    private const int LeastQuality = 75, MostQuality = 95;

    /// <summary>The same pixels as a JPEG with chroma at half resolution, as most programs write it.</summary>
    /// <param name="quality">1 to 100.</param>
    public static byte[] Jpeg(RgbImage image, int quality) => Encode(image, 1, quality);

    /// <summary>Half the width and height (bicubic), then a JPEG of quality 95.</summary>
    public static byte[] Half(RgbImage image) => Encode(image, 0.5, MostQuality);

    /// <summary>
    /// The equalising step of the deepfake data's README: shrink by a random factor of .50 to .95 (bicubic), cut 128 × 128 at a random
    /// place, JPEG of a random quality from 75 to 95. What a class of pictures has in common of size, format and quality is gone
    /// after it. A picture that would get too small for the cut is shrunk less; one that is too small already keeps its size.
    /// </summary>
    /// <param name="area">What of it counts as the picture: a tile of a grid, or all of it.</param>
    /// <param name="random">Draws the same numbers whatever the picture's class.</param>
    /// <exception cref="ArgumentOutOfRangeException">The area leaves the picture.</exception>
    public static byte[] Equalise(RgbImage image, PixelArea area, Random random)
    {
        area.Check(image.Width, image.Height);
        var wanted = LeastShrink + ((MostShrink - LeastShrink) * random.NextDouble());
        var (across, down) = (random.NextDouble(), random.NextDouble());
        var quality = random.Next(LeastQuality, MostQuality + 1);
        var factor = Math.Min(1, Math.Max(wanted, (double)EqualisedSide / Math.Min(area.Width, area.Height)));
        using var pixels = Load(image, area);
        Shrink(pixels, factor);
        var (width, height) = (Math.Min(EqualisedSide, pixels.Width), Math.Min(EqualisedSide, pixels.Height));
        var place = new Rectangle((int)(across * (pixels.Width - width + 1)), (int)(down * (pixels.Height - height + 1)), width, height);
        pixels.Mutate(x => x.Crop(place));
        return Save(pixels, quality);
    }

    private static byte[] Encode(RgbImage image, double factor, int quality)
    {
        using var pixels = Load(image, PixelArea.Whole(image));
        Shrink(pixels, factor);
        return Save(pixels, quality);
    }

    private static Image<Rgb24> Load(RgbImage image, PixelArea area)
    {
        var pixels = Image.LoadPixelData<Rgb24>(image.Pixels.ToArray(), image.Width, image.Height);
        if (area != PixelArea.Whole(image)) pixels.Mutate(x => x.Crop(new Rectangle(area.X, area.Y, area.Width, area.Height)));
        return pixels;
    }

    private static void Shrink(Image<Rgb24> pixels, double factor)
    {
        if (factor >= 1) return;
        var (width, height) = (Scaled(pixels.Width, factor), Scaled(pixels.Height, factor));
        pixels.Mutate(x => x.Resize(width, height, KnownResamplers.Bicubic));
    }

    private static byte[] Save(Image<Rgb24> pixels, int quality)
    {
        using var jpeg = new MemoryStream();
        pixels.SaveAsJpeg(jpeg, new JpegEncoder { Quality = quality, ColorType = JpegColorType.YCbCrRatio420 });
        return jpeg.ToArray();
    }

    private static int Scaled(int pixels, double factor) => Math.Max(1, (int)Math.Round(pixels * factor));
}
