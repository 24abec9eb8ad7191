using Classifier.Imaging;

namespace Classifier.Pipeline.Images;

/// <summary>
/// Resizes a picture into planar floats with a triangle filter as wide as the reduction, so that thin strokes do not vanish
/// between samples; enlarging it is bilinear.
/// </summary>
public static class Resampler
{
    private const int Planes = 3;

    /// <summary>[3, height, width] of the whole picture.</summary>
    public static float[] ToTensor(RgbImage image, int height, int width, ChannelScale scale)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(scale);
        var columns = new Taps(image.Width, width);
        var rows = new Taps(image.Height, height);
        var tensor = new float[Planes * height * width];
        // Rows of the source that were squeezed already, kept while the filter still reaches them.
        var kept = new float[rows.Count][];
        var keptRow = new int[rows.Count];
        Array.Fill(keptRow, -1);
        for (var y = 0; y < height; y++)
        {
            for (var k = 0; k < rows.Count; k++)
            {
                var source = rows.Source(y, k);
                var slot = source % rows.Count;
                if (keptRow[slot] == source) continue;
                Squeeze(image.Pixels.Slice(source * image.Width * Planes, image.Width * Planes), kept[slot] ??= new float[width * Planes], columns);
                keptRow[slot] = source;
            }
            for (var p = 0; p < Planes; p++)
            {
                var (factor, offset) = scale.Linear(p);
                var channel = scale.Channel(p);
                var target = tensor.AsSpan((p * height + y) * width, width);
                target.Fill(offset);
                for (var k = 0; k < rows.Count; k++)
                {
                    var weight = rows.Weight(y, k) * factor;
                    if (weight == 0) continue;
                    var line = kept[rows.Source(y, k) % rows.Count].AsSpan(channel * width, width);
                    for (var x = 0; x < target.Length; x++) target[x] += weight * line[x];
                }
            }
        }
        return tensor;
    }

    /// <summary>One row of interleaved bytes into three planes of the target's width.</summary>
    private static void Squeeze(ReadOnlySpan<byte> row, float[] planes, Taps columns)
    {
        var width = planes.Length / Planes;
        for (var x = 0; x < width; x++)
        {
            float r = 0, g = 0, b = 0;
            for (var k = 0; k < columns.Count; k++)
            {
                var weight = columns.Weight(x, k);
                var at = columns.Source(x, k) * Planes;
                r += weight * row[at];
                g += weight * row[at + 1];
                b += weight * row[at + 2];
            }
            (planes[x], planes[width + x], planes[2 * width + x]) = (r, g, b);
        }
    }

    /// <summary>For each target sample, consecutive source samples and their weights, which sum to 1.</summary>
    private sealed class Taps
    {
        private readonly int[] _first;
        private readonly float[] _weights;

        public Taps(int source, int target)
        {
            var step = (double)source / target;
            var reach = Math.Max(1, step);
            Count = Math.Min(source, (int)Math.Ceiling(2 * reach) + 1);
            _first = new int[target];
            _weights = new float[target * Count];
            for (var i = 0; i < target; i++)
            {
                var centre = (i + 0.5) * step - 0.5;
                _first[i] = Math.Clamp((int)Math.Ceiling(centre - reach), 0, source - Count);
                double sum = 0;
                for (var k = 0; k < Count; k++) sum += Triangle(_first[i] + k, centre, reach);
                for (var k = 0; k < Count; k++)
                    _weights[i * Count + k] = sum > 0 ? (float)(Triangle(_first[i] + k, centre, reach) / sum) : k == 0 ? 1 : 0;
            }
        }

        public int Count { get; }

        public int Source(int target, int tap) => _first[target] + tap;

        public float Weight(int target, int tap) => _weights[target * Count + tap];

        private static double Triangle(int at, double centre, double reach) => Math.Max(0, 1 - Math.Abs(at - centre) / reach);
    }
}
