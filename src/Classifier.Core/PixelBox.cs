namespace Classifier.Core;

/// <summary>An upright rectangle in pixels of a picture as a person sees it; the origin is the upper left corner.</summary>
public readonly record struct PixelBox(int X, int Y, int Width, int Height)
{
    /// <summary>The smallest box around both.</summary>
    public PixelBox Union(PixelBox other)
    {
        var (x, y) = (Math.Min(X, other.X), Math.Min(Y, other.Y));
        return new(x, y, Math.Max(X + Width, other.X + other.Width) - x, Math.Max(Y + Height, other.Y + other.Height) - y);
    }
}
