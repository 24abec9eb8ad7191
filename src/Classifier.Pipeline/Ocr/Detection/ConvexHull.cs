namespace Classifier.Pipeline.Ocr.Detection;

/// <summary>Convex hull by Andrew's monotone chain (1979).</summary>
internal static class ConvexHull
{
    /// <summary>The corners in order of turning, none of them on a straight edge; at most two where all points lie on a line.</summary>
    public static List<PointD> Of(List<PointD> points)
    {
        points.Sort(static (a, b) => a.X != b.X ? a.X.CompareTo(b.X) : a.Y.CompareTo(b.Y));
        var hull = new List<PointD>(points.Count);
        foreach (var p in points) Push(hull, p, 0);
        var lower = hull.Count;
        for (var i = points.Count - 2; i >= 0; i--) Push(hull, points[i], lower - 1);
        // The last point closes the chain on the first.
        if (hull.Count > 1) hull.RemoveAt(hull.Count - 1);
        return hull;
    }

    private static void Push(List<PointD> hull, PointD p, int keep)
    {
        if (hull.Count > 0 && hull[^1] == p) return;
        while (hull.Count > keep + 1 && (hull[^1] - hull[^2]).Cross(p - hull[^2]) <= 0) hull.RemoveAt(hull.Count - 1);
        hull.Add(p);
    }
}
