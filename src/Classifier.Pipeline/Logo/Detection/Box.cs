using Classifier.Core;

namespace Classifier.Pipeline.Logo.Detection;

/// <summary>An upright rectangle in pixels of the picture.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public double Area => Math.Max(0, Right - Left) * Math.Max(0, Bottom - Top);

    /// <summary>The shared part of two boxes, of their union; 0 to 1.</summary>
    public double Overlap(Box other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        if (width <= 0 || height <= 0) return 0;
        var shared = width * height;
        return shared / (Area + other.Area - shared);
    }

    /// <summary>The whole pixels that it touches.</summary>
    public PixelBox ToPixels()
    {
        var (x, y) = ((int)Math.Floor(Left), (int)Math.Floor(Top));
        return new(x, y, Math.Max(1, (int)Math.Ceiling(Right) - x), Math.Max(1, (int)Math.Ceiling(Bottom) - y));
    }
}
