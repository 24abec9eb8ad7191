using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Logo.Detection;

/// <summary>One size of a picture, as the graph gets it.</summary>
/// <param name="ContentWidth">Columns of the picture itself; the rest repeats its edge.</param>
/// <param name="ContentHeight">Rows of the picture itself.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="Height">Rows of the input.</param>
internal readonly record struct PyramidLevel(int ContentWidth, int ContentHeight, int Width, int Height)
{
    public long Pixels => (long)Width * Height;
}

/// <summary>
/// The sizes at which a picture is searched. The graph finds logos of about 40 to 112 pixels, so each size is half the one before,
/// until the whole picture is no larger than a logo; a small picture is searched at twice its size too.
/// </summary>
internal static class Pyramid
{
    /// <summary>Longer side of the largest logo that the graph finds.</summary>
    public const int LargestLogo = 112;

    /// <param name="width">Of the picture, in pixels.</param>
    /// <param name="height">Of the picture, in pixels.</param>
    /// <returns>Largest first; at least one. All together at most 4/3 of <paramref name="maxPixels"/> plus what the sides' multiple adds.</returns>
    public static IReadOnlyList<PyramidLevel> Of(int width, int height, ImageGraphManifest graph, int maxPixels)
    {
        var largest = Math.Min(Math.Sqrt((double)maxPixels / ((double)width * height)), Math.Min((double)graph.Width.Max / width, (double)graph.Height.Max / height));
        // Whole steps keep the picture's own pixels where they fit.
        var scale = largest >= 2 ? 2 : largest >= 1 ? 1 : largest;
        var levels = new List<PyramidLevel>();
        while (true)
        {
            var level = At(width, height, graph, scale);
            if (levels.Count == 0 || level != levels[^1]) levels.Add(level);
            if (Math.Max(width, height) * scale <= LargestLogo) return levels;
            scale /= 2;
        }
    }

    private static PyramidLevel At(int width, int height, ImageGraphManifest graph, double scale)
    {
        var (columns, rows) = (Scaled(width, scale, graph.Width.Max), Scaled(height, scale, graph.Height.Max));
        return new(columns, rows, graph.Width.Ceiling(columns), graph.Height.Ceiling(rows));
    }

    // A banner of 4000 × 3 pixels still has a row.
    private static int Scaled(int side, double scale, int most) => Math.Clamp((int)Math.Round(side * scale), 1, most);
}
