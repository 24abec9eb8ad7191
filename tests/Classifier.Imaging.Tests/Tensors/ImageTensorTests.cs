using Classifier.Imaging.Tensors;
using CsCheck;

namespace Classifier.Imaging.Tests.Tensors;

public sealed class ImageTensorTests
{
    private static readonly Gen<(int W, int H, int To, int ToH, ResizeFilter Filter, int Seed)> Shapes =
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70], Gen.Int[1, 50], Gen.Int[1, 50], Gen.Enum<ResizeFilter>(), Gen.Int[0, 99]);

    [Fact]
    public void Write_at_the_same_size_gives_the_normalised_bytes() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Enum<ResizeFilter>()).Sample((w, h, filter) =>
        {
            using var image = Picture(w, h, 3);
            var tensor = new float[3 * w * h];
            ImageTensor.Write(image, PixelArea.Whole(image), w, h, Normalisation.ImageNet, tensor, filter);
            float[] mean = [0.485f, 0.456f, 0.406f], deviation = [0.229f, 0.224f, 0.225f];
            for (var i = 0; i < w * h * 3; i++)
            {
                var (pixel, channel) = (i / 3, i % 3);
                Assert.Equal(((image.Pixels[i] / 255f) - mean[channel]) / deviation[channel], tensor[(channel * w * h) + pixel], 1e-4f);
            }
        });

    [Fact]
    public void Write_equals_a_plain_double_loop_over_the_filter() => Shapes.Sample(
        shape =>
        {
            using var image = Picture(shape.W, shape.H, shape.Seed);
            var tensor = new float[3 * shape.To * shape.ToH];
            ImageTensor.Write(image, PixelArea.Whole(image), shape.To, shape.ToH, Normalisation.Unit, tensor, shape.Filter);
            for (var i = 0; i < tensor.Length; i++)
            {
                var (channel, y, x) = (i / (shape.To * shape.ToH), i / shape.To % shape.ToH, i % shape.To);
                Assert.Equal(Reference(image, channel, x, y, shape.To, shape.ToH, shape.Filter) / 255, tensor[i], 1e-4);
            }
        },
        iter: 200);

    [Fact]
    public void Values_stay_within_the_pictures_own_range_and_flat_pictures_stay_flat() => Shapes.Sample(shape =>
    {
        using var image = RgbImage.Rent(shape.W, shape.H);
        image.Pixels.Fill((byte)(shape.Seed * 2));
        var tensor = new float[3 * shape.To * shape.ToH];
        ImageTensor.Write(image, PixelArea.Whole(image), shape.To, shape.ToH, Normalisation.Unit, tensor, shape.Filter);
        Assert.All(tensor, value => Assert.Equal(shape.Seed * 2 / 255f, value, 1e-4f));
    });

    [Fact]
    public void A_crop_equals_the_picture_cut_first() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 20], Gen.Int[1, 20], Gen.Int[1, 20]).Sample((x, y, w, h) =>
        {
            using var image = Picture(40, 40, 5);
            using var cut = RgbImage.Rent(w, h);
            for (var row = 0; row < h; row++)
                image.Pixels.Slice((((y + row) * 40) + x) * 3, w * 3).CopyTo(cut.Pixels[(row * w * 3)..]);
            var (left, right) = (new float[3 * 12 * 9], new float[3 * 12 * 9]);
            ImageTensor.Write(image, new PixelArea(x, y, w, h), 12, 9, Normalisation.Signed, left);
            ImageTensor.Write(cut, PixelArea.Whole(cut), 12, 9, Normalisation.Signed, right);
            Assert.Equal(right, left);
        });

    [Fact]
    public void A_letterbox_keeps_the_shape_and_has_its_border_around() =>
        Gen.Select(Gen.Int[1, 90], Gen.Int[1, 90], Gen.Int[8, 40], Gen.Int[8, 40]).Sample((w, h, width, height) =>
        {
            using var image = RgbImage.Rent(w, h);
            image.Pixels.Fill(255);
            var tensor = new float[3 * width * height];
            var place = ImageTensor.WriteLetterbox(image, width, height, Normalisation.Unit, tensor, border: 51);

            Assert.True(place.Width == width || place.Height == height);
            Assert.True(Math.Abs(((double)place.Width / w) - ((double)place.Height / h)) <= 1.0 / Math.Min(w, h));
            for (var i = 0; i < tensor.Length; i++)
            {
                var (y, x) = (i / width % height, i % width);
                var inside = x >= place.X && x < place.X + place.Width && y >= place.Y && y < place.Y + place.Height;
                Assert.Equal(inside ? 1f : 0.2f, tensor[i], 1e-4f);
            }
        });

    [Fact]
    public void Shrinking_a_chequerboard_gives_grey_and_not_a_moire()
    {
        using var image = RgbImage.Rent(256, 256);
        for (var i = 0; i < 256 * 256; i++)
            image.Pixels.Slice(i * 3, 3).Fill(((i % 256) + (i / 256)) % 2 == 0 ? (byte)255 : (byte)0);
        var tensor = new float[3 * 32 * 32];
        foreach (var filter in Enum.GetValues<ResizeFilter>())
        {
            ImageTensor.Write(image, PixelArea.Whole(image), 32, 32, Normalisation.Unit, tensor, filter);
            Assert.All(tensor, value => Assert.InRange(value, 0.45f, 0.55f));
        }
    }

    [Fact]
    public void Areas_outside_and_short_targets_are_refused()
    {
        using var image = Picture(10, 10, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageTensor.Write(image, new PixelArea(5, 0, 6, 5), 4, 4, Normalisation.Unit, new float[48]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageTensor.Write(image, new PixelArea(-1, 0, 5, 5), 4, 4, Normalisation.Unit, new float[48]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageTensor.Write(image, PixelArea.Whole(image), 4, 4, Normalisation.Unit, new float[47]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Normalisation([0, 0, 0], [1, 0, 1]));
    }

    private static RgbImage Picture(int width, int height, int seed)
    {
        var image = RgbImage.Rent(width, height);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    private static double Reference(RgbImage image, int channel, int x, int y, int width, int height, ResizeFilter filter)
    {
        double sum = 0, weights = 0;
        for (var v = 0; v < image.Height; v++)
        {
            for (var u = 0; u < image.Width; u++)
            {
                var weight = Weight(u, x, image.Width, width, filter) * Weight(v, y, image.Height, height, filter);
                sum += weight * image.Pixels[(((v * image.Width) + u) * 3) + channel];
                weights += weight;
            }
        }

        return sum / weights;
    }

    private static double Weight(int from, int to, int size, int wanted, ResizeFilter filter)
    {
        var scale = (double)size / wanted;
        if (filter == ResizeFilter.Bilinear) return Math.Max(0, 1 - (Math.Abs(from + 0.5 - ((to + 0.5) * scale)) / Math.Max(1, scale)));
        return Math.Max(0, Math.Min(from + 1, (to + 1) * scale) - Math.Max(from, to * scale));
    }
}
