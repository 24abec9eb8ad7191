namespace Classifier.Training.Deepfake.Data;

/// <summary>Where the crops of a picture lie: the places that the server's <c>CropGrid</c> cuts.</summary>
internal static class Grid
{
    /// <summary>Left and top edges in reading order: the largest whole square root of the count along the shorter side, the rest along the longer, no place twice.</summary>
    public static List<(int Left, int Top)> Of(int width, int height, int side, int count)
    {
        var few = (int)Math.Sqrt(count);
        var many = count / few;
        var columns = Starts(width, side, width >= height ? many : few);
        return [.. Starts(height, side, width >= height ? few : many).SelectMany(y => columns.Select(x => (x, y)))];
    }

    private static List<int> Starts(int length, int side, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (int)Math.Clamp((((2L * i) + 1) * length / (2 * count)) - (side / 2), 0, length - side)).Distinct()];
}
