namespace Classifier.Pipeline.Ocr.Detection;

/// <summary>
/// Lines of text in a probability map of shrunken text, by the post-processing of differentiable binarisation (Liao et al.,
/// 2020): regions above a threshold, their smallest rectangles, the mean inside each, and the growth that undoes the shrinking.
/// </summary>
internal static class BoxFinder
{
    /// <summary>Regions that are looked at; most of what is beyond are specks.</summary>
    private const int MostRegions = 1000;

    /// <summary>Shortest side in pixels of the map, before and after growing.</summary>
    private const double ShortestBefore = 3;
    private const double ShortestAfter = 5;

    /// <param name="map">[height, width], 0 to 1.</param>
    /// <returns>Boxes in pixels of the map with the mean probability in them, largest regions first.</returns>
    public static List<(RotatedBox Box, double Score)> Find(ReadOnlySpan<float> map, int height, int width, OcrOptions options)
    {
        var boxes = new List<(RotatedBox, double)>();
        foreach (var region in Regions.Find(map, height, width, (float)options.MapThreshold, MostRegions))
        {
            var core = MinimumAreaBox.Around(ConvexHull.Of(region));
            if (Math.Min(core.Width, core.Height) < ShortestBefore) continue;
            var score = Mean(map, height, width, core);
            if (score < options.BoxThreshold) continue;
            // Liao et al., equation 10: the offset is area · ratio / perimeter.
            var grown = core.Grow(core.Width * core.Height * options.Growth / (2 * (core.Width + core.Height)));
            if (Math.Min(grown.Width, grown.Height) >= ShortestAfter) boxes.Add((grown, score));
        }
        return boxes;
    }

    private static double Mean(ReadOnlySpan<float> map, int height, int width, RotatedBox box)
    {
        var (left, top, right, bottom) = box.Bounds;
        double sum = 0;
        var count = 0;
        for (var y = Math.Max(0, (int)Math.Floor(top)); y <= Math.Min(height - 1, (int)Math.Ceiling(bottom)); y++)
        {
            for (var x = Math.Max(0, (int)Math.Floor(left)); x <= Math.Min(width - 1, (int)Math.Ceiling(right)); x++)
            {
                var offset = new PointD(x, y) - box.Origin;
                var (along, down) = (offset.Dot(box.Along), offset.Dot(box.Down));
                if (along < -0.5 || down < -0.5 || along > box.Width + 0.5 || down > box.Height + 0.5) continue;
                sum += map[y * width + x];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
