using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Logo.Detection;

/// <summary>Cells that are logos, in pixels of the picture.</summary>
internal static class CellReader
{
    // A box that is cut down to less is no logo that anybody could see.
    private const double SmallestSide = 2;

    /// <param name="width">Of the picture, in pixels.</param>
    /// <param name="height">Of the picture, in pixels.</param>
    /// <returns>At most <paramref name="most"/>, the most logo-like, in no order.</returns>
    public static IEnumerable<LogoCandidate> Read(CellMap map, PyramidLevel level, LogoManifest logo, int width, int height, int most)
    {
        var threshold = Math.Log(logo.Objectness / (1 - logo.Objectness));
        var (x, y) = ((double)width / level.ContentWidth, (double)height / level.ContentHeight);
        var cells = Enumerable.Range(0, map.Count)
            .Where(cell => map.Logit(cell) >= threshold && IsInside(map.Centre(cell), level))
            // Of equally sure cells the first in reading order, so that nothing depends on the sort.
            .OrderByDescending(map.Logit).ThenBy(cell => cell).Take(most);
        foreach (var cell in cells)
        {
            var box = map.Box(cell);
            var inPicture = new Box(
                Math.Clamp(box.Left * x, 0, width), Math.Clamp(box.Top * y, 0, height),
                Math.Clamp(box.Right * x, 0, width), Math.Clamp(box.Bottom * y, 0, height));
            if (inPicture.Right - inPicture.Left < SmallestSide || inPicture.Bottom - inPicture.Top < SmallestSide) continue;
            yield return new(map.Logit(cell), inPicture, map.Embedding(cell));
        }
    }

    private static bool IsInside((double X, double Y) centre, PyramidLevel level) => centre.X < level.ContentWidth && centre.Y < level.ContentHeight;
}
