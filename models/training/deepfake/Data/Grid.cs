namespace Classifier.Training.Deepfake.Data;

/// <summary>Where the crops of a picture lie: an even grid at native resolution, the same that the server cuts.</summary>
internal static class Grid
{
    /// <summary>Left and top edges, rows outer. Neighbours overlap no more than it takes to cover the picture.</summary>
    public static List<(int Left, int Top)> Of(int width, int height, int side, int count)
    {
        var columns = (width + side - 1) / side;
        var rows = (height + side - 1) / side;
        while (columns * rows > count)
        {
            if (columns >= rows)
            {
                columns--;
            }
            else
            {
                rows--;
            }
        }

        var places = new List<(int, int)>(columns * rows);
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                places.Add((Edge(x, columns, width, side), Edge(y, rows, height, side)));
            }
        }

        return places;
    }

    private static int Edge(int i, int parts, int length, int side) =>
        Math.Clamp((int)((((2L * i) + 1) * length / parts) - side) / 2, 0, length - side);
}
