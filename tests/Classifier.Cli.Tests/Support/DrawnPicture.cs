using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Classifier.Cli.Tests.Support;

/// <summary>Pictures with the low frequencies of photographs, the same for the same seed.</summary>
internal static class DrawnPicture
{
    private static readonly PngEncoder Png = new() { CompressionLevel = PngCompressionLevel.BestSpeed };

    /// <summary>Coloured discs on a slope of two colours.</summary>
    public static Image<Rgb24> Of(int seed, int width = 320, int height = 240)
    {
        var random = new Random(seed);
        var blobs = Enumerable.Range(0, 14).Select(_ => (
            X: random.NextDouble() * width, Y: random.NextDouble() * height, R: width * (0.04 + random.NextDouble() * 0.12),
            Red: random.Next(-190, 190), Green: random.Next(-190, 190), Blue: random.Next(-190, 190))).ToArray();
        var (left, right) = (random.Next(60, 190), random.Next(60, 190));
        var picture = new Image<Rgb24>(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                double red = left + (right - left) * x / width, green = red, blue = 250 - red;
                foreach (var b in blobs)
                {
                    var (dx, dy) = ((x - b.X) / b.R, (y - b.Y) / b.R);
                    var far = dx * dx + dy * dy;
                    if (far > 9) continue;
                    // Discs, whose edges a perceptual hash counts as detail, with a soft halo.
                    var weight = far < 1 ? 1 : Math.Exp(-far) / 2;
                    (red, green, blue) = (red + b.Red * weight, green + b.Green * weight, blue + b.Blue * weight);
                }

                picture[x, y] = new Rgb24(Level(red), Level(green), Level(blue));
            }
        }

        return picture;
    }

    private static byte Level(double value) => (byte)Math.Clamp(value, 0, 255);

    public static byte[] AsJpeg(this Image picture, int quality = 90)
    {
        using var stream = new MemoryStream();
        picture.SaveAsJpeg(stream, new JpegEncoder { Quality = quality });
        return stream.ToArray();
    }

    public static byte[] AsPng(this Image picture)
    {
        using var stream = new MemoryStream();
        picture.SaveAsPng(stream, Png);
        return stream.ToArray();
    }

    public static Image<Rgb24> Resized(this Image<Rgb24> picture, double scale) =>
        picture.Clone(x => x.Resize((int)(picture.Width * scale), (int)(picture.Height * scale)));

    public static Image<Rgb24> Mirrored(this Image<Rgb24> picture) => picture.Clone(x => x.Flip(FlipMode.Horizontal));

    public static Image<Rgb24> Turned(this Image<Rgb24> picture) => picture.Clone(x => x.Rotate(RotateMode.Rotate90));
}
