using Classifier.Core;
using Classifier.Imaging;
using Classifier.Imaging.Tensors;
using Classifier.Inference.Manifests;
using Tensors = Classifier.Imaging.Tensors.ImageTensor;

namespace Classifier.Pipeline.Logo.References;

/// <summary>
/// Cuts a logo out of the picture that its owner gave: a margin of one colour goes, and where that colour reaches in from the border it
/// counts as nothing, so that the logo can stand before white and before black. A picture without such a margin is taken whole.
/// </summary>
internal static class CutOut
{
    /// <summary>A larger picture is reduced to it before it is looked at: more no reference of 80 pixels can use.</summary>
    private const int WorkingSide = 480;

    /// <summary>Most that a channel may differ from the margin's colour; JPEG's noise is within.</summary>
    private const int Tolerance = 24;

    /// <summary>Share of the border's pixels that have to be of one colour for it to be a margin.</summary>
    private const double MarginShare = 0.95;

    private static readonly Normalisation Bytes = new([0, 0, 0], [1 / 255f, 1 / 255f, 1 / 255f]);

    /// <exception cref="ClassifierException"><see cref="ErrorKind.InvalidArgument"/>: all of one colour.</exception>
    public static ReferencePicture Of(RgbImage picture, string field)
    {
        using var image = Reduced(picture);
        var coverage = Coverage(image);
        var area = Bounds(coverage, image.Width, image.Height)
            ?? throw ClassifierException.Invalid(field, "A logo is needed; this picture is of one colour.");
        var scale = (double)LogoManifest.ReferenceLogo / Math.Max(area.Width, area.Height);
        var (width, height) = (Math.Max(1, (int)Math.Round(area.Width * scale)), Math.Max(1, (int)Math.Round(area.Height * scale)));
        using var white = Before(image, coverage, byte.MaxValue);
        using var black = Before(image, coverage, byte.MinValue);
        return new(width, height, Scaled(white, area, width, height), Scaled(black, area, width, height));
    }

    private static RgbImage Reduced(RgbImage picture)
    {
        var scale = Math.Min(1, (double)WorkingSide / Math.Max(picture.Width, picture.Height));
        var (width, height) = (Math.Max(1, (int)Math.Round(picture.Width * scale)), Math.Max(1, (int)Math.Round(picture.Height * scale)));
        var reduced = RgbImage.Rent(width, height);
        Scaled(picture, PixelArea.Whole(picture), width, height).CopyTo(reduced.Pixels);
        return reduced;
    }

    /// <summary>True where the logo is: everything but what the margin's colour reaches from the border.</summary>
    private static bool[] Coverage(RgbImage image)
    {
        var covered = new bool[image.Width * image.Height];
        Array.Fill(covered, true);
        int[] border = [.. Border(image.Width, image.Height)];
        var margin = border[0];
        if (border.Count(p => IsLike(image, p, margin)) < MarginShare * border.Length) return covered;
        var open = new Stack<int>(border.Where(p => IsLike(image, p, margin)));
        while (open.TryPop(out var pixel))
        {
            if (!covered[pixel]) continue;
            covered[pixel] = false;
            var (x, y) = (pixel % image.Width, pixel / image.Width);
            if (x > 0) Visit(pixel - 1);
            if (x < image.Width - 1) Visit(pixel + 1);
            if (y > 0) Visit(pixel - image.Width);
            if (y < image.Height - 1) Visit(pixel + image.Width);
        }
        return covered;

        void Visit(int pixel)
        {
            if (covered[pixel] && IsLike(image, pixel, margin)) open.Push(pixel);
        }
    }

    private static IEnumerable<int> Border(int width, int height)
    {
        for (var x = 0; x < width; x++)
        {
            yield return x;
            yield return ((height - 1) * width) + x;
        }
        for (var y = 1; y < height - 1; y++)
        {
            yield return y * width;
            yield return (y * width) + width - 1;
        }
    }

    private static bool IsLike(RgbImage image, int pixel, int other)
    {
        var pixels = image.Pixels;
        for (var channel = 0; channel < 3; channel++)
            if (Math.Abs(pixels[(3 * pixel) + channel] - pixels[(3 * other) + channel]) > Tolerance) return false;
        return true;
    }

    private static PixelArea? Bounds(bool[] covered, int width, int height)
    {
        var (left, top, right, bottom) = (width, height, -1, -1);
        for (var i = 0; i < covered.Length; i++)
        {
            if (!covered[i]) continue;
            var (x, y) = (i % width, i / width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }
        return right < 0 ? null : new PixelArea(left, top, right - left + 1, bottom - top + 1);
    }

    private static RgbImage Before(RgbImage image, bool[] covered, byte ground)
    {
        var composed = RgbImage.Rent(image.Width, image.Height);
        image.Pixels.CopyTo(composed.Pixels);
        for (var i = 0; i < covered.Length; i++)
            if (!covered[i]) composed.Pixels.Slice(3 * i, 3).Fill(ground);
        return composed;
    }

    private static byte[] Scaled(RgbImage image, PixelArea area, int width, int height)
    {
        var planes = new float[3 * width * height];
        Tensors.Write(image, area, width, height, Bytes, planes);
        var bytes = new byte[planes.Length];
        for (var i = 0; i < width * height; i++)
            for (var channel = 0; channel < 3; channel++)
                bytes[(3 * i) + channel] = (byte)Math.Clamp(MathF.Round(planes[(channel * width * height) + i]), 0, 255);
        return bytes;
    }
}
