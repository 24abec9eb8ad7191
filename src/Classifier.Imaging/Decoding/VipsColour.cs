using NetVips;
using static NetVips.Enums;

namespace Classifier.Imaging.Decoding;

/// <summary>Any kind of pixels to 8-bit RGB. What is made on the way belongs to the scope.</summary>
internal static class VipsColour
{
    private const string Profile = "icc-profile-data";
    private static readonly double[] White = [255];

    /// <summary>
    /// Colour first, then transparency on white, then 8 bits. Without <paramref name="convert"/> an embedded profile is left alone.
    /// </summary>
    public static Image ToRgb(Image loaded, bool convert, VipsScope scope)
    {
        var image = Numbers(loaded, convert, scope);
        if (image.HasAlpha()) image = scope.Add(image.Flatten(background: White));
        if (image.Bands > 3) image = scope.Add(image.ExtractBand(0, n: 3));
        return image.Format == BandFormat.Uchar ? image : scope.Add(image.Cast(BandFormat.Uchar));
    }

    /// <summary>The picture turned as its EXIF orientation says. Turning reads out of order, hence the copy in memory.</summary>
    public static Image Upright(Image image, VipsScope scope) =>
        image.Contains("orientation") && image.Get("orientation") is > 1 and <= 8 ? scope.Add(scope.Add(image.CopyMemory()).Autorot()) : image;

    private static Image Numbers(Image image, bool convert, VipsScope scope)
    {
        if (convert && image.Contains(Profile) && WithProfile(image, scope) is { } converted) return converted;
        return image switch
        {
            { Format: BandFormat.Uchar, Interpretation: Interpretation.Srgb, Bands: >= 3 } => image,
            { Format: BandFormat.Ushort, Interpretation: Interpretation.Grey16 } when !convert => Clipped(image, scope),
            { Interpretation: Interpretation.Cmyk } when !convert => Subtractive(image, scope),
            _ => scope.Add(image.Colourspace(Interpretation.Srgb)),
        };
    }

    // A profile that libvips cannot use (broken, or for another kind of pixels) counts as absent, as browsers have it.
    private static Image? WithProfile(Image image, VipsScope scope)
    {
        try
        {
            var converted = scope.Add(image.IccTransform("srgb", embedded: true, intent: Intent.Relative));
            return converted is { Format: BandFormat.Uchar, Bands: 3 or 4 } ? converted : null;
        }
        catch (VipsException)
        {
            return null;
        }
    }

    // Pillow's I;16 to RGB, which the published PDQ vectors rest on, clips where one would expect a shift.
    private static Image Clipped(Image image, VipsScope scope)
    {
        var grey = scope.Add(scope.Add(image.ExtractBand(0)).Cast(BandFormat.Uchar));
        return scope.Add(scope.Add(grey.Bandjoin(grey, grey)).Copy(interpretation: Interpretation.Srgb));
    }

    // Ink to light without a profile: (1 − C)(1 − K), as Pillow and browsers do.
    private static Image Subtractive(Image image, VipsScope scope)
    {
        var light = scope.Add(scope.Add(image.ExtractBand(0, n: 4)).Linear([-1.0], [255.0]));
        var product = scope.Add(scope.Add(light.ExtractBand(0, n: 3)).Multiply(scope.Add(light.ExtractBand(3))));
        var bytes = scope.Add(scope.Add(product.Linear([1 / 255.0], [0.0])).Cast(BandFormat.Uchar));
        return scope.Add(bytes.Copy(interpretation: Interpretation.Srgb));
    }
}
