using SkiaSharp;

namespace Classifier.Training.Logo.Scenes;

/// <summary>Where a logo lies: its four corners after scaling, turning and a bend in perspective.</summary>
internal sealed class Placement
{
    private readonly SKPoint[] _corners;
    private readonly (int Width, int Height) _art;

    private Placement(SKPoint[] corners, (int, int) art) => (_corners, _art) = (corners, art);

    /// <summary>Left, top, right, bottom.</summary>
    public SKRect Box => new(_corners.Min(c => c.X), _corners.Min(c => c.Y), _corners.Max(c => c.X), _corners.Max(c => c.Y));

    /// <param name="longer">Longer side in pixels before turning.</param>
    /// <param name="turn">Largest turn in degrees.</param>
    /// <param name="bend">Largest shift of a corner, as a share of the longer side.</param>
    public static Placement Random(int width, int height, float longer, double turn, double bend, int side, Random random)
    {
        var scale = longer / Math.Max(width, height);
        var (w, h) = (width * scale / 2, height * scale / 2);
        var angle = random.Between(-turn, turn) * MathF.PI / 180;
        var (cos, sin) = (MathF.Cos(angle), MathF.Sin(angle));
        float Jitter() => random.Between(-bend, bend) * Math.Min(longer, 4 * Math.Min(w, h));
        SKPoint[] corners = [.. new[] { (-w, -h), (w, -h), (w, h), (-w, h) }.Select(c => new SKPoint(c.Item1 * cos - c.Item2 * sin + Jitter(), c.Item1 * sin + c.Item2 * cos + Jitter()))];
        var placed = new Placement(corners, (width, height));
        var box = placed.Box;
        // Nearly always whole; a little may be cut off at the border.
        var slack = random.Of(.15) ? longer * .15f : 0;
        var x = random.Between(-box.Left - slack, Math.Max(-box.Left, side - box.Right) + slack);
        var y = random.Between(-box.Top - slack, Math.Max(-box.Top, side - box.Bottom) + slack);
        return new([.. corners.Select(c => new SKPoint(c.X + x, c.Y + y))], (width, height));
    }

    /// <summary>Takes the drawing's rectangle to the corners (Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989).</summary>
    public SKMatrix Matrix()
    {
        var (p0, p1, p2, p3) = (_corners[0], _corners[1], _corners[2], _corners[3]);
        var (dx1, dx2, sx) = (p1.X - p2.X, p3.X - p2.X, p0.X - p1.X + p2.X - p3.X);
        var (dy1, dy2, sy) = (p1.Y - p2.Y, p3.Y - p2.Y, p0.Y - p1.Y + p2.Y - p3.Y);
        var det = (dx1 * dy2) - (dx2 * dy1);
        var (g, h) = (((sx * dy2) - (dx2 * sy)) / det, ((dx1 * sy) - (sx * dy1)) / det);
        var unit = new SKMatrix(
            p1.X - p0.X + g * p1.X, p3.X - p0.X + h * p3.X, p0.X,
            p1.Y - p0.Y + g * p1.Y, p3.Y - p0.Y + h * p3.Y, p0.Y,
            g, h, 1);
        return unit.PreConcat(SKMatrix.CreateScale(1f / _art.Width, 1f / _art.Height));
    }
}
