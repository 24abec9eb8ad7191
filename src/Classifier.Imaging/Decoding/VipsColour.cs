using NetVips;
using static NetVips.Enums;

namespace Classifier.Imaging.Decoding;

/// <summary>Any kind of pixels to 8-bit RGB.</summary>
internal static class VipsColour
{
    private const string Profile = "icc-profile-data";
    private static readonly double[] White = [255];

    /// <summary>
    /// Colour first, then transparency on white, then 8 bits. Without <paramref name="convert"/> an embedded profile is left alone.
    /// </summary>
    public static Image ToRgb(Image loaded, bool convert)
    {
        var image = Numbers(loaded, convert);
        if (image.HasAlpha()) image = image.Flatten(background: White);
        if (image.Bands > 3) image = image.ExtractBand(0, n: 3);
        return image.Format == BandFormat.Uchar ? Own(image, loaded) : image.Cast(BandFormat.Uchar);
    }

    /// <summary>The picture turned as its EXIF orientation says. Turning reads out of order, hence the copy in memory.</summary>
    public static Image Upright(Image image) =>
        image.Contains("orientation") && image.Get("orientation") is > 1 and <= 8 ? image.CopyMemory().Autorot() : image.Copy();

    // The caller disposes what it gets, and still owns what it gave.
    private static Image Own(Image image, Image loaded) => ReferenceEquals(image, loaded) ? loaded.Copy() : image;

    private static Image Numbers(Image image, bool convert)
    {
        if (convert && image.Contains(Profile) && WithProfile(image) is { } converted) return converted;
        return image switch
        {
            { Format: BandFormat.Uchar, Interpretation: Interpretation.Srgb, Bands: >= 3 } => image,
            { Format: BandFormat.Ushort, Interpretation: Interpretation.Grey16 } when !convert => Clipped(image),
            { Interpretation: Interpretation.Cmyk } when !convert => Subtractive(image),
            _ => image.Colourspace(Interpretation.Srgb),
        };
    }

    // A profile that libvips cannot use (broken, or for another kind of pixels) counts as absent, as browsers have it.
    private static Image? WithProfile(Image image)
    {
        try
        {
            var converted = image.IccTransform("srgb", embedded: true, intent: Intent.Relative);
            return converted is { Format: BandFormat.Uchar, Bands: 3 or 4 } ? converted : null;
        }
        catch (VipsException)
        {
            return null;
        }
    }

    // Pillow's I;16 to RGB, which the published PDQ vectors rest on, clips where one would expect a shift.
    private static Image Clipped(Image image)
    {
        var grey = image.ExtractBand(0).Cast(BandFormat.Uchar);
        return grey.Bandjoin(grey, grey).Copy(interpretation: Interpretation.Srgb);
    }

    // Ink to light without a profile: (1 − C)(1 − K), as Pillow and browsers do.
    private static Image Subtractive(Image image)
    {
        var light = image.ExtractBand(0, n: 4).Linear([-1.0], [255.0]);
        return (light.ExtractBand(0, n: 3) * light.ExtractBand(3) / 255.0).Cast(BandFormat.Uchar).Copy(interpretation: Interpretation.Srgb);
    }
}
