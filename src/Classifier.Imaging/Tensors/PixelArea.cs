namespace Classifier.Imaging.Tensors;

/// <summary>A rectangle of whole pixels.</summary>
public readonly record struct PixelArea(int X, int Y, int Width, int Height)
{
    public static PixelArea Whole(RgbImage image) => new(0, 0, image.Width, image.Height);

    /// <summary>The largest square in the middle.</summary>
    public static PixelArea CentreSquare(RgbImage image)
    {
        var side = Math.Min(image.Width, image.Height);
        return new((image.Width - side) / 2, (image.Height - side) / 2, side, side);
    }

    internal void Check(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(X);
        ArgumentOutOfRangeException.ThrowIfNegative(Y);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)X + Width, width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)Y + Height, height);
    }
}
