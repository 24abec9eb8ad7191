using NetVips;
using SixLabors.ImageSharp.PixelFormats;
using Sharp = SixLabors.ImageSharp;

namespace Classifier.Imaging.Tests.Samples;

/// <summary>Pictures made in code, encoded by whichever library writes the kind wanted.</summary>
internal static class Pictures
{
    /// <summary>A smooth gradient with soft blobs: something that lossy formats keep well.</summary>
    public static byte[] Pixels(int width, int height, int seed = 1)
    {
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = ((y * width) + x) * 3;
                pixels[at] = (byte)(127 + (110 * Math.Sin((x + seed) / 17.0) * Math.Cos(y / 23.0)));
                pixels[at + 1] = (byte)(x * 255 / width);
                pixels[at + 2] = (byte)(y * 255 / height);
            }
        }

        return pixels;
    }

    public static Image Rgb(int width, int height, int seed = 1)
    {
        using var image = Image.NewFromMemoryCopy<byte>(Pixels(width, height, seed), width, height, 3, Enums.BandFormat.Uchar);
        return image.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    public static byte[] Jpeg(int width = 96, int height = 64, int quality = 92, int seed = 1) => Rgb(width, height, seed).JpegsaveBuffer(q: quality);

    public static byte[] Png(int width = 96, int height = 64, int seed = 1) => Rgb(width, height, seed).PngsaveBuffer();

    public static byte[] Webp(int width = 96, int height = 64, bool lossless = false, int seed = 1) => Rgb(width, height, seed).WebpsaveBuffer(q: 92, lossless: lossless);

    public static byte[] Avif(int width = 96, int height = 64, int seed = 1) =>
        Rgb(width, height, seed).HeifsaveBuffer(q: 90, compression: Enums.ForeignHeifCompression.Av1, effort: 0);

    public static byte[] Gif(int width = 96, int height = 64, int frames = 1) => Animation(width, height, frames, (image, to) => Sharp.ImageExtensions.SaveAsGif(image, to));

    public static byte[] AnimatedWebp(int width, int height, int frames)
    {
        using var image = Image.Arrayjoin([.. Enumerable.Range(0, frames).Select(i => Flat(width, height, i))], across: 1);
        using var pages = image.Mutate(to => to.Set(GValue.GIntType, "page-height", height));
        return pages.WebpsaveBuffer(lossless: true);
    }

    public static byte[] OfFormat(ImageFormat format, int width = 96, int height = 64, int seed = 1) => format switch
    {
        ImageFormat.Jpeg => Jpeg(width, height, seed: seed),
        ImageFormat.Png => Png(width, height, seed),
        ImageFormat.Webp => Webp(width, height, seed: seed),
        ImageFormat.Gif => Gif(width, height),
        ImageFormat.Avif => Avif(width, height, seed),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>One colour a frame: red is 20 × the frame's index.</summary>
    private static Image Flat(int width, int height, int index) =>
        (Image.Black(width, height, bands: 3) + new double[] { 20 * index, 10, 200 }).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);

    private static byte[] Animation(int width, int height, int frames, Action<Sharp.Image<Rgb24>, Stream> save)
    {
        using var image = Frame(width, height, 0);
        for (var i = 1; i < frames; i++)
        {
            using var next = Frame(width, height, i);
            image.Frames.AddFrame(next.Frames.RootFrame);
        }

        using var to = new MemoryStream();
        save(image, to);
        return to.ToArray();
    }

    private static Sharp.Image<Rgb24> Frame(int width, int height, int index) => new(width, height, new Rgb24((byte)(20 * index % 256), 10, 200));
}
