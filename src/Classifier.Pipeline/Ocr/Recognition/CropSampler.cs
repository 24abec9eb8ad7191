using Classifier.Imaging;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Ocr.Detection;

namespace Classifier.Pipeline.Ocr.Recognition;

/// <summary>Cuts a line out of a picture, straightened and brought to a graph's height, with grey to its right.</summary>
internal static class CropSampler
{
    private const int Planes = 3;

    /// <summary>Samples a side that a pixel of a much larger line is the mean of.</summary>
    private const int MostSamples = 4;

    /// <summary>[3, height, width] in −1 to 1, blue first; what is right of the line is 0. A line too long for the graph is squeezed.</summary>
    /// <returns>The input and how many of its columns the line takes.</returns>
    public static (ImageInput Input, int Used) Cut(RgbImage image, RotatedBox box, ImageSide heights, ImageSide widths)
    {
        var height = heights.Min;
        var natural = Math.Max(1, (int)Math.Ceiling(height * box.Width / box.Height));
        var width = widths.Ceiling(natural);
        var used = Math.Min(natural, width);
        var values = new float[Planes * height * width];
        Fill(image, box, values, height, width, used);
        return (new(values, height, width), used);
    }

    private static void Fill(RgbImage image, RotatedBox box, float[] values, int height, int width, int used)
    {
        // The same for all planes.
        var (factor, offset) = OcrPixels.Lines.Linear(0);
        var (across, down) = (Samples(box.Width / used), Samples(box.Height / height));
        var pixels = image.Pixels;
        var share = factor / (across * down);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < used; x++)
            {
                float r = 0, g = 0, b = 0;
                for (var sy = 0; sy < down; sy++)
                {
                    for (var sx = 0; sx < across; sx++)
                    {
                        var along = (x + (sx + 0.5) / across) / used * box.Width;
                        var below = (y + (sy + 0.5) / down) / height * box.Height;
                        Add(pixels, image.Width, image.Height, box.Origin + box.Along * along + box.Down * below, ref r, ref g, ref b);
                    }
                }
                var at = y * width + x;
                values[at] = b * share + offset;
                values[at + height * width] = g * share + offset;
                values[at + 2 * height * width] = r * share + offset;
            }
        }
    }

    private static int Samples(double reduction) => Math.Clamp((int)Math.Round(reduction), 1, MostSamples);

    /// <summary>Bilinear; beyond the edge stands what is at the edge. A point's pixel is the one whose square holds it.</summary>
    private static void Add(ReadOnlySpan<byte> pixels, int width, int height, PointD p, ref float r, ref float g, ref float b)
    {
        var px = Math.Clamp(p.X - 0.5, 0, width - 1);
        var py = Math.Clamp(p.Y - 0.5, 0, height - 1);
        var (x0, y0) = ((int)px, (int)py);
        var (x1, y1) = (Math.Min(x0 + 1, width - 1), Math.Min(y0 + 1, height - 1));
        var (fx, fy) = ((float)(px - x0), (float)(py - y0));
        var (w00, w01, w10, w11) = ((1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy);
        var (a, c, d, e) = ((y0 * width + x0) * Planes, (y0 * width + x1) * Planes, (y1 * width + x0) * Planes, (y1 * width + x1) * Planes);
        r += w00 * pixels[a] + w01 * pixels[c] + w10 * pixels[d] + w11 * pixels[e];
        g += w00 * pixels[a + 1] + w01 * pixels[c + 1] + w10 * pixels[d + 1] + w11 * pixels[e + 1];
        b += w00 * pixels[a + 2] + w01 * pixels[c + 2] + w10 * pixels[d + 2] + w11 * pixels[e + 2];
    }
}
