namespace Classifier.Imaging.Tensors;

/// <summary>Shrinks by a whole factor, each pixel the mean of a square: what shrink-on-load gives, from pixels that are there already.</summary>
public static class BoxReduction
{
    /// <summary>Most that a picture is shrunk by, as while loading.</summary>
    public const int Largest = 8;

    /// <summary>The largest power of two, up to <see cref="Largest"/>, that keeps the shorter side at <paramref name="least"/> pixels or more.</summary>
    public static int Factor(int width, int height, int least)
    {
        var factor = 1;
        while (factor < Largest && Math.Min(width, height) / (factor * 2) >= Math.Max(1, least)) factor *= 2;
        return factor;
    }

    /// <summary>Squares that the right or lower border cuts are the mean of what is left of them.</summary>
    /// <param name="factor">1 to 16; 1 copies.</param>
    /// <returns>A new picture, sides divided by the factor and rounded up; the caller disposes it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of range.</exception>
    public static RgbImage Reduce(RgbImage image, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(factor, 16);
        var small = RgbImage.Rent((image.Width + factor - 1) / factor, (image.Height + factor - 1) / factor);
        var sums = new int[small.Width * 3];
        for (var y = 0; y < small.Height; y++)
        {
            var rows = Math.Min(factor, image.Height - (y * factor));
            Array.Clear(sums);
            for (var row = 0; row < rows; row++)
                AddRow(image.Pixels.Slice(((y * factor) + row) * image.Width * 3, image.Width * 3), factor, sums);
            Divide(sums, image.Width, factor, rows, small.Pixels.Slice(y * small.Width * 3, small.Width * 3));
        }

        return small;
    }

    private static void AddRow(ReadOnlySpan<byte> row, int factor, Span<int> sums)
    {
        var (at, left) = (0, factor);
        for (var i = 0; i < row.Length; i += 3)
        {
            sums[at] += row[i];
            sums[at + 1] += row[i + 1];
            sums[at + 2] += row[i + 2];
            if (--left > 0) continue;
            (at, left) = (at + 3, factor);
        }
    }

    private static void Divide(ReadOnlySpan<int> sums, int width, int factor, int rows, Span<byte> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var count = rows * Math.Min(factor, width - (i / 3 * factor));
            line[i] = (byte)((sums[i] + (count / 2)) / count);
        }
    }
}
