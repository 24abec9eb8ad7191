using Classifier.Training.Logo.Data;
using Classifier.Training.Logo.Scenes;
using SkiaSharp;

namespace Classifier.Training.Logo.Measure;

/// <summary>A picture that is asked about.</summary>
/// <param name="Owner">Number of the brand that is the right answer; -1 for none.</param>
/// <param name="Longer">Longer side of the logo in pixels.</param>
/// <param name="Box">Left, top, right, bottom of the logo.</param>
internal sealed record Query(SKImage Picture, int Owner, float Longer, SKRect Box);

/// <summary>Makes the pictures of validation: one logo on a real photograph at its native size.</summary>
internal sealed class Queries(IReadOnlyList<SKImage> photos, int seed)
{
    private const int Side = 256;

    /// <param name="strength">0: turned by at most 8°, bent by 5 %, JPEG 60 to 96, now and then slightly blurred. 1: as hard as in training.</param>
    public IEnumerable<Query> OnPhotos(IReadOnlyList<(int Owner, Art Art, Bitmap Bitmap)> arts, int each, double strength, Alteration? alteration = null)
    {
        var random = new Random(seed);
        foreach (var (owner, art, bitmap) in arts)
        {
            for (var i = 0; i < each; i++)
            {
                using var surface = Composer.Surface(Side);
                Cut(surface.Canvas, photos[random.Next(photos.Count)], random);
                var longer = random.Scaled(40, 112);
                var drawn = alteration is { } kind ? Alterations.Apply(kind, bitmap, arts[random.Next(arts.Count)].Bitmap, random) : bitmap;
                var hard = random.Of(strength);
                var placed = Placement.Random(drawn.Width, drawn.Height, longer, hard ? 22 : 8, hard ? .12 : .05, Side, random);
                var behind = Composer.Behind(surface, placed.Box, Side);
                Composer.Paste(surface.Canvas, hard ? Styles.Random(drawn, art, behind, random) : Styles.Plain(drawn, art, behind), placed);
                yield return new(Image(Finish.Apply(surface, Side, hard ? 1 : .4, random)), owner, longer, placed.Box);
            }
        }
    }

    /// <summary>In the middle of one colour, undistorted.</summary>
    public static IEnumerable<Query> OnPlain(IReadOnlyList<(int Owner, Art Art, Bitmap Bitmap)> arts, SKColor colour, float longer) =>
        arts.Select(a => (Art: a, Scene: Composer.Reference(Bank.Side, a.Bitmap, a.Art, a.Owner, colour, longer)))
            .Select(m => new Query(Image(m.Scene.Pixels), m.Art.Owner, longer, new SKRect(m.Scene.Box[0], m.Scene.Box[1], m.Scene.Box[2], m.Scene.Box[3])));

    // Native pixels where the photograph is large enough.
    private static void Cut(SKCanvas canvas, SKImage photo, Random random)
    {
        var cut = Math.Min(Side, Math.Min(photo.Width, photo.Height));
        var from = SKRect.Create(random.Next(photo.Width - cut + 1), random.Next(photo.Height - cut + 1), cut, cut);
        canvas.DrawImage(photo, from, SKRect.Create(Side, Side), Composer.Sampling);
    }

    private static SKImage Image(byte[] rgb)
    {
        var side = (int)Math.Sqrt(rgb.Length / 3);
        var rgba = new byte[side * side * 4];
        for (int i = 0, o = 0; i < rgb.Length; i += 3, o += 4)
        {
            (rgba[o], rgba[o + 1], rgba[o + 2], rgba[o + 3]) = (rgb[i], rgb[i + 1], rgb[i + 2], 255);
        }

        return SKImage.FromPixelCopy(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba);
    }
}
