namespace Classifier.Pipeline.Ocr.Detection;

/// <summary>A rectangle that may lie aslant.</summary>
/// <param name="Origin">Where its text begins: the upper left corner of an upright line.</param>
/// <param name="Along">Unit vector in the direction of its first side.</param>
/// <param name="Down">Unit vector across it, clockwise of <paramref name="Along"/>.</param>
/// <param name="Width">Length of the side along.</param>
/// <param name="Height">Length of the side across.</param>
internal readonly record struct RotatedBox(PointD Origin, PointD Along, PointD Down, double Width, double Height)
{
    public PointD Centre => Origin + Along * (Width / 2) + Down * (Height / 2);

    public PointD[] Corners => [Origin, Origin + Along * Width, Origin + Along * Width + Down * Height, Origin + Down * Height];

    /// <summary>Every side moved outwards.</summary>
    public RotatedBox Grow(double by) =>
        this with { Origin = Origin - Along * by - Down * by, Width = Width + 2 * by, Height = Height + 2 * by };

    /// <summary>In a picture whose sides are so many times as long. Unequal factors bend a slanted box a little; the axes stay as they turn.</summary>
    public RotatedBox Scale(double x, double y)
    {
        PointD Move(PointD p) => new(p.X * x, p.Y * y);
        var (along, down) = (Move(Along * Width), Move(Down * Height));
        var (width, height) = (along.Length, down.Length);
        return new(Move(Origin), along * (1 / width), down * (1 / height), width, height);
    }

    /// <summary>A quarter turn: what ran down now runs along.</summary>
    public RotatedBox QuarterTurn() => new(Origin + Along * Width, Down, Along * -1, Height, Width);

    /// <summary>Text that stands on its head read the right way up.</summary>
    public RotatedBox HalfTurn() => new(Origin + Along * Width + Down * Height, Along * -1, Down * -1, Width, Height);

    /// <summary>The upright rectangle around it.</summary>
    public (double Left, double Top, double Right, double Bottom) Bounds
    {
        get
        {
            var corners = Corners;
            return (corners.Min(c => c.X), corners.Min(c => c.Y), corners.Max(c => c.X), corners.Max(c => c.Y));
        }
    }
}
