namespace Classifier.Pipeline.Ocr.Detection;

/// <summary>The smallest rectangle around a hull: one of its sides lies on an edge of the hull (Freeman and Shapira, 1975).</summary>
internal static class MinimumAreaBox
{
    /// <param name="hull">Corners of a convex hull; at least one.</param>
    /// <returns>A box whose first side runs rather rightwards than downwards.</returns>
    public static RotatedBox Around(IReadOnlyList<PointD> hull)
    {
        var best = Along(hull, new(1, 0));
        for (var i = 0; i < hull.Count; i++)
        {
            var edge = hull[(i + 1) % hull.Count] - hull[i];
            if (edge.Length == 0) continue;
            var box = Along(hull, edge * (1 / edge.Length));
            if (box.Width * box.Height < best.Width * best.Height) best = box;
        }
        return best;
    }

    private static RotatedBox Along(IReadOnlyList<PointD> hull, PointD direction)
    {
        var along = Math.Abs(direction.X) >= Math.Abs(direction.Y) ? direction : new(-direction.Y, direction.X);
        if (along.X < 0) along *= -1;
        var down = new PointD(-along.Y, along.X);
        double left = double.MaxValue, right = double.MinValue, top = double.MaxValue, bottom = double.MinValue;
        foreach (var p in hull)
        {
            var (a, d) = (p.Dot(along), p.Dot(down));
            (left, right) = (Math.Min(left, a), Math.Max(right, a));
            (top, bottom) = (Math.Min(top, d), Math.Max(bottom, d));
        }
        return new(along * left + down * top, along, down, right - left, bottom - top);
    }
}
