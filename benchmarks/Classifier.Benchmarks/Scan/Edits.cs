using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Classifier.Benchmarks.Scan;

/// <summary>What happens to pictures on their way around.</summary>
internal static class Edits
{
    /// <summary>Of pictures that stay upright.</summary>
    public static IReadOnlyList<(string Name, Func<Image<Rgb24>, byte[]> Apply)> Upright { get; } =
    [
        ("jpeg75", p => Jpeg(p, 75)),
        ("jpeg30", p => Jpeg(p, 30)),
        ("resize50", p => Edited(p, x => x.Resize(p.Width / 2, p.Height / 2))),
        ("crop2", p => Edited(p, x => x.Crop(Cropped(p, 0.02)))),
        ("caption", p => Edited(p, x => Caption(x, p))),
    ];

    /// <summary>All of the robustness table.</summary>
    public static IReadOnlyList<(string Name, Func<Image<Rgb24>, byte[]> Apply)> All { get; } =
    [
        .. Upright,
        ("crop5", p => Edited(p, x => x.Crop(Cropped(p, 0.05)))),
        ("rotate90", p => Edited(p, x => x.Rotate(RotateMode.Rotate90))),
        ("flip", p => Edited(p, x => x.Flip(FlipMode.Horizontal))),
    ];

    public static byte[] Jpeg(Image<Rgb24> picture, int quality)
    {
        using var stream = new MemoryStream();
        picture.SaveAsJpeg(stream, new JpegEncoder { Quality = quality });
        return stream.ToArray();
    }

    private static byte[] Edited(Image<Rgb24> picture, Action<IImageProcessingContext> edit)
    {
        using var edited = picture.Clone(edit);
        return Jpeg(edited, 90);
    }

    // The share is cut off each side.
    private static Rectangle Cropped(Image<Rgb24> p, double share)
    {
        var (x, y) = ((int)Math.Round(p.Width * share), (int)Math.Round(p.Height * share));
        return new(x, y, p.Width - 2 * x, p.Height - 2 * y);
    }

    // A white bar over the lowest 8 %, with dark strokes where letters would be.
    private static void Caption(IImageProcessingContext context, Image<Rgb24> p)
    {
        var bar = Math.Max(4, p.Height * 8 / 100);
        using var caption = new Image<Rgb24>(p.Width, bar, new Rgb24(255, 255, 255));
        for (var x = p.Width / 10; x < p.Width * 9 / 10; x++)
        {
            if (x / 3 % 3 == 0) continue;
            for (var y = bar / 4; y < bar * 3 / 4; y++) caption[x, y] = new Rgb24(20, 20, 20);
        }

        context.DrawImage(caption, new Point(0, p.Height - bar), 1f);
    }
}
