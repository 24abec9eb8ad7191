using System.Buffers;
using System.Numerics;

namespace Classifier.Imaging.Tensors;

/// <summary>Pixels to a normalised tensor of floats, planes red, green, blue or as <see cref="Normalisation.IsBgr"/> has them (CHW).</summary>
public static class ImageTensor
{
    /// <summary>Resizes an area of a picture to width × height and writes 3 × height × width values.</summary>
    /// <param name="target">At least 3 × width × height values; the rest is left alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">The area leaves the picture, or the target is too short.</exception>
    public static void Write(
        RgbImage image, PixelArea area, int width, int height, Normalisation normalisation, Span<float> target,
        ResizeFilter filter = ResizeFilter.Bilinear)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, 3L * width * height);
        Write(image, area, new PixelArea(0, 0, width, height), width, height, normalisation, target, filter);
    }

    /// <summary>Resizes a whole picture.</summary>
    /// <returns>3 × height × width values.</returns>
    public static float[] Of(RgbImage image, int width, int height, Normalisation normalisation)
    {
        var values = new float[checked(3 * width * height)];
        Write(image, PixelArea.Whole(image), width, height, normalisation, values);
        return values;
    }

    /// <summary>
    /// Copies a square of a picture pixel for pixel; beyond the picture's right and lower end stands its mirror image.
    /// </summary>
    /// <param name="x">Left edge, inside the picture.</param>
    /// <param name="y">Upper edge, inside the picture.</param>
    /// <param name="size">Side, in pixels.</param>
    /// <returns>3 × size × size values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The square starts outside the picture.</exception>
    public static float[] Crop(RgbImage image, int x, int y, int size, Normalisation normalisation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(x, image.Width);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, image.Height);
        var values = new float[checked(3 * size * size)];
        var columns = new int[size];
        for (var i = 0; i < size; i++) columns[i] = 3 * CropGrid.Mirror(x + i, image.Width);
        var pixels = image.Pixels;
        for (var plane = 0; plane < 3; plane++)
        {
            var (scale, shift) = normalisation.Linear(plane);
            var channel = normalisation.Channel(plane);
            for (var row = 0; row < size; row++)
            {
                var source = pixels[(CropGrid.Mirror(y + row, image.Height) * image.Width * 3)..];
                var line = values.AsSpan(((plane * size) + row) * size, size);
                for (var i = 0; i < size; i++) line[i] = (source[columns[i] + channel] * scale) + shift;
            }
        }

        return values;
    }

    /// <summary>
    /// Resizes a picture to the largest size of its own shape within width × height, in the middle; around it stands the byte
    /// <paramref name="border"/> in all channels.
    /// </summary>
    /// <returns>Where the picture stands in the tensor, to bring found places back.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The target is too short.</exception>
    public static PixelArea WriteLetterbox(
        RgbImage image, int width, int height, Normalisation normalisation, Span<float> target, byte border = 0,
        ResizeFilter filter = ResizeFilter.Bilinear)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, 3L * width * height);
        var place = Letterbox(image.Width, image.Height, width, height);
        for (var channel = 0; channel < 3; channel++)
        {
            var (scale, shift) = normalisation.Linear(channel);
            target.Slice(channel * width * height, width * height).Fill((border * scale) + shift);
        }

        Write(image, PixelArea.Whole(image), place, width, height, normalisation, target, filter);
        return place;
    }

    /// <summary>
    /// Resizes a picture to the upper left of a larger tensor; beyond its right and lower edge its last column and row are repeated, so
    /// that no border stands out.
    /// </summary>
    /// <param name="contentWidth">Columns that the picture gets; 1 to <paramref name="width"/>.</param>
    /// <param name="contentHeight">Rows that the picture gets; 1 to <paramref name="height"/>.</param>
    /// <returns>3 × height × width values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The picture's place leaves the tensor.</exception>
    public static float[] Extended(RgbImage image, int contentWidth, int contentHeight, int width, int height, Normalisation normalisation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(contentWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(contentHeight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(contentWidth, width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(contentHeight, height);
        var values = new float[checked(3 * width * height)];
        Write(image, PixelArea.Whole(image), new PixelArea(0, 0, contentWidth, contentHeight), width, height, normalisation, values, ResizeFilter.Bilinear);
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = values.AsSpan(channel * width * height, width * height);
            for (var y = 0; y < contentHeight; y++)
                plane[((y * width) + contentWidth)..((y + 1) * width)].Fill(plane[(y * width) + contentWidth - 1]);
            var last = plane.Slice((contentHeight - 1) * width, width);
            for (var y = contentHeight; y < height; y++) last.CopyTo(plane[(y * width)..]);
        }

        return values;
    }

    /// <summary>Where a picture stands in a letterbox.</summary>
    public static PixelArea Letterbox(int imageWidth, int imageHeight, int width, int height)
    {
        var scale = Math.Min((double)width / imageWidth, (double)height / imageHeight);
        var (w, h) = (Math.Clamp((int)Math.Round(imageWidth * scale), 1, width), Math.Clamp((int)Math.Round(imageHeight * scale), 1, height));
        return new((width - w) / 2, (height - h) / 2, w, h);
    }

    private static void Write(
        RgbImage image, PixelArea area, PixelArea place, int width, int height, Normalisation normalisation, Span<float> target, ResizeFilter filter)
    {
        area.Check(image.Width, image.Height);
        var across = FilterWeights.Create(area.Width, place.Width, filter);
        var down = FilterWeights.Create(area.Height, place.Height, filter);
        var rows = ArrayPool<float>.Shared.Rent(area.Height * place.Width);
        try
        {
            for (var channel = 0; channel < 3; channel++)
            {
                Horizontal(image, area, normalisation.Channel(channel), across, place.Width, rows);
                var plane = target.Slice(channel * width * height, width * height);
                var (scale, shift) = normalisation.Linear(channel);
                for (var y = 0; y < place.Height; y++)
                {
                    var line = plane.Slice(((place.Y + y) * width) + place.X, place.Width);
                    Vertical(rows, place.Width, down.First[y], down.Of(y), line, scale, shift);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
        }
    }

    private static void Horizontal(RgbImage image, PixelArea area, int channel, FilterWeights weights, int width, Span<float> rows)
    {
        for (var y = 0; y < area.Height; y++)
        {
            var source = image.Pixels.Slice((((area.Y + y) * image.Width) + area.X) * 3, area.Width * 3);
            var line = rows.Slice(y * width, width);
            for (var x = 0; x < width; x++)
            {
                var taps = weights.Of(x);
                var pixels = source[((weights.First[x] * 3) + channel)..];
                var sum = 0f;
                for (int i = 0, at = 0; i < taps.Length; i++, at += 3)
                    sum += taps[i] * pixels[at];
                line[x] = sum;
            }
        }
    }

    private static void Vertical(ReadOnlySpan<float> rows, int width, int first, ReadOnlySpan<float> taps, Span<float> line, float scale, float shift)
    {
        line.Fill(shift);
        for (var i = 0; i < taps.Length; i++)
        {
            if (taps[i] == 0) continue;
            Add(line, rows.Slice((first + i) * width, width), taps[i] * scale);
        }
    }

    private static void Add(Span<float> line, ReadOnlySpan<float> row, float weight)
    {
        var x = 0;
        for (; x <= line.Length - Vector<float>.Count; x += Vector<float>.Count)
            (new Vector<float>(line[x..]) + (new Vector<float>(row[x..]) * weight)).CopyTo(line[x..]);
        for (; x < line.Length; x++)
            line[x] += row[x] * weight;
    }
}
