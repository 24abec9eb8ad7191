using Classifier.Core;
using Classifier.Imaging;
using Classifier.Pipeline.Ocr.Detection;

namespace Classifier.Pipeline.Ocr;

/// <summary>Upright boxes in whole pixels.</summary>
internal static class PixelBoxes
{
    /// <summary>The pixels of the upright picture that a box touches.</summary>
    /// <param name="scale">Pixels of the upright picture a decoded pixel.</param>
    /// <param name="image">The decoded picture; what lies outside is cut off.</param>
    public static PixelBox Around(RotatedBox box, (double X, double Y) scale, RgbImage image)
    {
        var (left, top, right, bottom) = box.Bounds;
        var (x, width) = Span(left, right, image.Width, scale.X);
        var (y, height) = Span(top, bottom, image.Height, scale.Y);
        return new(x, y, width, height);
    }

    private static (int Start, int Length) Span(double from, double to, int side, double scale)
    {
        var start = (int)Math.Floor(Math.Clamp(from, 0, side - 1) * scale);
        var end = (int)Math.Ceiling(Math.Clamp(to, 1, side) * scale);
        return (start, Math.Max(1, end - start));
    }
}
