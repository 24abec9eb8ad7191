namespace Classifier.Imaging.Tensors;

/// <summary>
/// Where crops are cut at native resolution: centres evenly spaced over the picture, pushed inside its border, no place twice.
/// Nothing is random, so a picture's score does not change from one call to the next.
/// </summary>
public static class CropGrid
{
    /// <summary>Upper left corners, in reading order; at least one. A side shorter than the crop starts at 0 and is mirrored beyond its end.</summary>
    /// <param name="width">Of the picture, in pixels.</param>
    /// <param name="height">Of the picture, in pixels.</param>
    /// <param name="size">Side of a crop, in pixels.</param>
    /// <param name="count">Most crops. The grid has the largest whole square root of it along the shorter side, the rest along the longer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    public static IReadOnlyList<(int X, int Y)> Places(int width, int height, int size, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var few = (int)Math.Sqrt(count);
        var many = count / few;
        var columns = Starts(width, size, width >= height ? many : few);
        var rows = Starts(height, size, width >= height ? few : many);
        return [.. rows.SelectMany(y => columns.Select(x => (x, y)))];
    }

    /// <summary>The index inside a side of so many pixels that a mirror at its ends shows; the end itself is not repeated (numpy's <c>reflect</c>).</summary>
    public static int Mirror(int index, int length)
    {
        if (length == 1) return 0;
        var period = 2 * (length - 1);
        var at = index % period;
        return at < length ? at : period - at;
    }

    private static List<int> Starts(int length, int size, int count)
    {
        var starts = new List<int>(count);
        for (var i = 0; i < count; i++)
        {
            var centre = (long)(2 * i + 1) * length / (2 * count);
            var start = (int)Math.Clamp(centre - size / 2, 0, Math.Max(0, length - size));
            if (starts.Count == 0 || starts[^1] != start) starts.Add(start);
        }
        return starts;
    }
}
