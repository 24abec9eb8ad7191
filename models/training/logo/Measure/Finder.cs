using Classifier.ModelBuilder.Images;
using Classifier.Training.Common;
using Classifier.Training.Logo.Scenes;
using SkiaSharp;

namespace Classifier.Training.Logo.Measure;

/// <summary>A cell that may be a logo.</summary>
/// <param name="Box">Left, top, right, bottom in pixels of the picture.</param>
internal sealed record Find(float Objectness, float[] Embedding, float[] Box);

/// <summary>Looks for logos as a server does (docs/logos.md): the same sizes of the picture, and of each place the most logo-like cell.</summary>
/// <param name="options"><c>--places</c>: finds that are compared, at most; <c>--two-sizes</c>: the picture whole and halved alone.</param>
internal sealed class Finder(CellModel model, Options options)
{
    private readonly int _most = options.Number("places", 64);
    private readonly bool _twoSizes = options.Has("two-sizes");

    private const double Same = .5;
    private const float Floor = -4;
    private const int LargestLogo = 112, MaxPixels = 1920 * 1088;

    public List<Find> Of(SKImage picture)
    {
        var all = new List<Find>();
        foreach (var level in Levels(picture.Width, picture.Height))
        {
            var (width, height) = (Multiple(picture.Width * level), Multiple(picture.Height * level));
            using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
            surface.Canvas.DrawImage(picture, SKRect.Create((float)(picture.Width * level), (float)(picture.Height * level)), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            using var drawn = surface.Snapshot();
            var cells = model.Run([Finish.Pixels(drawn)], width, height).Single();
            for (var cell = 0; cell < cells.Objectness.Length; cell++)
            {
                if (cells.Objectness[cell] > Floor)
                {
                    all.Add(new(cells.Objectness[cell], cells.Embeddings[(cell * model.Dimensions)..((cell + 1) * model.Dimensions)], [.. cells.Boxes[(cell * 4)..((cell + 1) * 4)].Select(v => (float)(v / level))]));
                }
            }
        }

        var kept = new List<Find>();
        foreach (var find in all.OrderByDescending(f => f.Objectness))
        {
            if (kept.Count < _most && kept.TrueForAll(k => Overlap(k.Box, find.Box) < Same))
            {
                kept.Add(find);
            }
        }

        return kept;
    }

    // Twice where that fits, then halves until the whole picture is no larger than a logo.
    private IEnumerable<double> Levels(int width, int height)
    {
        if (_twoSizes)
        {
            yield return 1;
            yield return .5;
            yield break;
        }

        var largest = Math.Sqrt((double)MaxPixels / ((double)width * height));
        var level = largest >= 2 ? 2 : largest >= 1 ? 1 : largest;
        for (; Math.Max(width, height) * level > LargestLogo; level /= 2)
        {
            yield return level;
        }

        yield return level;
    }

    private static int Multiple(double size) => Math.Max(1, (int)Math.Ceiling(size / (2 * CellGraph.Stride))) * 2 * CellGraph.Stride;

    private static double Overlap(float[] a, float[] b)
    {
        var inner = Math.Max(0, Math.Min(a[2], b[2]) - Math.Max(a[0], b[0])) * Math.Max(0, Math.Min(a[3], b[3]) - Math.Max(a[1], b[1]));
        static float Area(float[] x) => Math.Max(0, x[2] - x[0]) * Math.Max(0, x[3] - x[1]);
        return inner / Math.Max(1e-6, Area(a) + Area(b) - inner);
    }
}
