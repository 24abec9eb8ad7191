using Classifier.Imaging.Thumbnails;
using CsCheck;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Classifier.Imaging.Tests.Thumbnails;

public sealed class ThumbnailTests
{
    [Fact]
    public void Of_fits_the_square_and_keeps_the_shape() => Gen.Select(Gen.Int[1, 700], Gen.Int[1, 700], Gen.Int[1, 300]).Sample((width, height, side) =>
    {
        using var image = RgbImage.Rent(width, height);
        image.Pixels.Fill(90);
        var thumbnail = Thumbnail.Of(image, side);
        var info = Image.Identify(thumbnail.Jpeg);
        Assert.Equal((thumbnail.Width, thumbnail.Height), (info.Width, info.Height));
        Assert.InRange(Math.Max(thumbnail.Width, thumbnail.Height), 1, side);
        var scale = Math.Min(1.0, (double)side / Math.Max(width, height));
        Assert.InRange(thumbnail.Width, Math.Max(1, width * scale - 1), width * scale + 1);
        Assert.InRange(thumbnail.Height, Math.Max(1, height * scale - 1), height * scale + 1);
    }, iter: 40);

    [Fact]
    public void Of_keeps_colours_and_their_places()
    {
        using var image = RgbImage.Rent(400, 200);
        for (var i = 0; i < 400 * 200; i++)
        {
            // Red on the left, blue on the right.
            var left = i % 400 < 200;
            (image.Pixels[i * 3], image.Pixels[i * 3 + 1], image.Pixels[i * 3 + 2]) = ((byte)(left ? 200 : 0), 20, (byte)(left ? 0 : 200));
        }

        using var thumbnail = Image.Load<Rgb24>(Thumbnail.Of(image, 100).Jpeg);
        Assert.True(thumbnail[20, 25] is { R: > 180, B: < 40 });
        Assert.True(thumbnail[80, 25] is { R: < 40, B: > 180 });
    }

    [Fact]
    public void Of_keeps_a_small_picture_at_its_size()
    {
        using var image = RgbImage.Rent(30, 20);
        image.Pixels.Clear();
        var thumbnail = Thumbnail.Of(image, 256);
        Assert.Equal((30, 20), (thumbnail.Width, thumbnail.Height));
    }

    [Fact]
    public void Of_refuses_a_square_without_a_side()
    {
        using var image = RgbImage.Rent(30, 20);
        Assert.Throws<ArgumentOutOfRangeException>(() => Thumbnail.Of(image, 0));
    }
}
