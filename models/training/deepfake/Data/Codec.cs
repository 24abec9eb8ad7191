using NetVips;

namespace Classifier.Training.Deepfake.Data;

/// <summary>Decoding, cutting, scaling and the re-encoding that both classes share.</summary>
internal static class Codec
{
    public static Patch Read(Picture picture)
    {
        using var file = Image.NewFromFile(picture.File);
        using var rgb = Rgb(file);
        if (picture.Box is not [var left, var top, var width, var height])
        {
            return Pixels(rgb);
        }

        using var cut = rgb.Crop(left, top, width, height);
        return Pixels(cut);
    }

    public static Patch Crop(Patch patch, int left, int top, int side) => Cut(patch, left, top, side, side);

    public static Patch Cut(Patch patch, int left, int top, int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            patch.Pixels.AsSpan(((top + y) * patch.Width + left) * 3, width * 3).CopyTo(pixels.AsSpan(y * width * 3));
        }

        return new(width, height, pixels);
    }

    public static Patch Scale(Patch patch, double factor)
    {
        using var image = Wrap(patch);
        using var scaled = image.Resize(factor, kernel: Enums.Kernel.Cubic);
        using var whole = scaled.Cast(Enums.BandFormat.Uchar);
        return Pixels(whole);
    }

    public static Patch Jpeg(Patch patch, int quality, bool subsample)
    {
        using var image = Wrap(patch);
        var bytes = image.JpegsaveBuffer(q: quality, subsampleMode: subsample ? Enums.ForeignSubsample.On : Enums.ForeignSubsample.Off);
        using var back = Image.JpegloadBuffer(bytes);
        using var rgb = Rgb(back);
        return Pixels(rgb);
    }

    private static Image Wrap(Patch patch) => Image.NewFromMemory(patch.Pixels, patch.Width, patch.Height, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);

    private static Image Rgb(Image image)
    {
        var result = image.HasAlpha() ? image.Flatten() : image.Copy();
        if (result.Interpretation != Enums.Interpretation.Srgb || result.Bands != 3)
        {
            result = result.Colourspace(Enums.Interpretation.Srgb);
        }

        return result.Bands > 3 ? result.ExtractBand(0, n: 3) : result;
    }

    private static Patch Pixels(Image image) => new(image.Width, image.Height, image.WriteToMemory<byte>());
}
