using Classifier.Imaging.Tensors;
using CsCheck;

namespace Classifier.Imaging.Tests.Tensors;

public sealed class CropGridTests
{
    private static readonly Gen<(int W, int H, int Size, int Count)> Any = Gen.Select(Gen.Int[1, 400], Gen.Int[1, 400], Gen.Int[1, 130], Gen.Int[1, 64]);

    [Fact]
    public void Places_lie_inside_and_no_two_are_the_same() => Any.Sample((w, h, size, count) =>
    {
        var places = CropGrid.Places(w, h, size, count);
        Assert.InRange(places.Count, 1, count);
        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.All(places, p =>
        {
            Assert.InRange(p.X, 0, Math.Max(0, w - size));
            Assert.InRange(p.Y, 0, Math.Max(0, h - size));
        });
    });

    [Fact]
    public void A_turned_picture_has_as_many_crops() => Any.Sample((w, h, size, count) =>
        Assert.Equal(CropGrid.Places(w, h, size, count).Count, CropGrid.Places(h, w, size, count).Count));

    [Theory]
    [InlineData(600, new[] { 36, 236, 436 })]
    [InlineData(300, new[] { 0, 86, 172 })]
    [InlineData(129, new[] { 0, 1 })]
    public void Nine_crops_stand_at_the_middles_of_the_ninths_pushed_inside_the_border(int side, int[] starts) =>
        Assert.Equal(starts.SelectMany(y => starts.Select(x => (x, y))), CropGrid.Places(side, side, 128, 9));

    [Fact]
    public void The_longer_side_has_more_of_them()
    {
        Assert.Equal([(68, 0), (268, 0)], CropGrid.Places(400, 64, 64, 2));
        Assert.Equal([(0, 68), (0, 268)], CropGrid.Places(64, 400, 64, 2));
    }

    [Fact]
    public void A_picture_of_the_crops_size_is_one_crop() => Assert.Equal([(0, 0)], CropGrid.Places(128, 128, 128, 9));

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 1, 0, 1)]
    [InlineData(1, 1, 1, 0)]
    public void Nothing_is_no_size(int width, int height, int size, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CropGrid.Places(width, height, size, count));

    [Fact]
    public void A_mirror_does_not_repeat_the_end() =>
        Assert.Equal([0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2], Enumerable.Range(0, 11).Select(i => CropGrid.Mirror(i, 4)));

    [Fact]
    public void A_crop_is_the_pictures_pixels_and_their_mirror() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30], Gen.Int[1, 40], Gen.Int[0, 99]).Sample((w, h, size, seed) =>
        {
            using var image = RgbImage.Rent(w, h);
            new Random(seed).NextBytes(image.Pixels);
            foreach (var (x, y) in CropGrid.Places(w, h, size, 4))
            {
                var values = ImageTensor.Crop(image, x, y, size, Normalisation.Signed);
                for (var i = 0; i < values.Length; i++)
                {
                    var (channel, row, column) = (i / (size * size), i / size % size, i % size);
                    var at = ((CropGrid.Mirror(y + row, h) * w) + CropGrid.Mirror(x + column, w)) * 3;
                    Assert.Equal((image.Pixels[at + channel] / 127.5f) - 1, values[i], 1e-5f);
                }
            }
        }, iter: 50);

    [Fact]
    public void Planes_of_a_bgr_tensor_are_those_of_rgb_turned_round()
    {
        using var image = RgbImage.Rent(9, 7);
        new Random(1).NextBytes(image.Pixels);
        var rgb = ImageTensor.Of(image, 5, 6, new([0.1f, 0.2f, 0.3f], [1, 2, 3]));
        var bgr = ImageTensor.Of(image, 5, 6, new([0.3f, 0.2f, 0.1f], [3, 2, 1], bgr: true));
        Assert.Equal([.. rgb[60..], .. rgb[30..60], .. rgb[..30]], bgr);
    }
}
