using Classifier.Imaging.Degradations;
using Classifier.Imaging.Tensors;
using CsCheck;

namespace Classifier.Imaging.Tests.Degradations;

public sealed class PictureDegradationTests
{
    private static readonly ImagingOptions Options = new() { Isolation = DecoderIsolation.InProcess };
    private readonly IImageDecoder _decoder = ImagingServices.Create(Options);

    private static RgbImage Slope(int width, int height)
    {
        var image = RgbImage.Rent(width, height);
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            (image.Pixels[3 * i], image.Pixels[(3 * i) + 1], image.Pixels[(3 * i) + 2]) = ((byte)(x * 255 / width), (byte)(y * 255 / height), 90);
        }

        return image;
    }

    [Theory]
    [InlineData(95, 2.0)]
    [InlineData(75, 4.0)]
    [InlineData(50, 8.0)]
    public async Task Jpeg_keeps_size_and_look(int quality, double most)
    {
        using var image = Slope(160, 120);
        using var decoded = await _decoder.DecodeAsync(PictureDegradation.Jpeg(image, quality), DecodeRequest.Display, TestContext.Current.CancellationToken);

        Assert.Equal((160, 120, ImageFormat.Jpeg), (decoded.First.Width, decoded.First.Height, decoded.Header.Format));
        var sum = 0.0;
        for (var i = 0; i < image.Pixels.Length; i++) sum += Math.Abs(image.Pixels[i] - decoded.First.Pixels[i]);
        Assert.InRange(sum / image.Pixels.Length, 0.01, most);
    }

    [Fact]
    public void Lower_quality_takes_fewer_bytes()
    {
        using var image = RgbImage.Rent(128, 128);
        new Random(3).NextBytes(image.Pixels);
        int[] sizes = [.. new[] { 95, 75, 50 }.Select(q => PictureDegradation.Jpeg(image, q).Length)];
        Assert.True(sizes[0] > sizes[1] && sizes[1] > sizes[2]);
    }

    [Fact]
    public async Task Half_is_half()
    {
        using var image = Slope(161, 120);
        using var decoded = await _decoder.DecodeAsync(PictureDegradation.Half(image), DecodeRequest.Display, TestContext.Current.CancellationToken);
        Assert.Equal((80, 60), (decoded.First.Width, decoded.First.Height));
    }

    [Fact]
    public void Equalised_pictures_of_any_size_are_one_crop_of_one_size() =>
        Gen.Select(Gen.Int[128, 500], Gen.Int[128, 500], Gen.Int).Sample((w, h, seed) =>
        {
            using var image = Slope(w, h);
            var header = _decoder.Probe(PictureDegradation.Equalise(image, PixelArea.Whole(image), new Random(seed)));
            Assert.Equal((ImageFormat.Jpeg, 128, 128), (header.Format, header.Width, header.Height));
        }, iter: 20);

    [Fact]
    public void A_picture_too_small_to_cut_keeps_its_size()
    {
        using var image = Slope(60, 90);
        var header = _decoder.Probe(PictureDegradation.Equalise(image, PixelArea.Whole(image), new Random(1)));
        Assert.Equal((60, 90), (header.Width, header.Height));
    }

    [Fact]
    public void Equalising_is_decided_by_the_seed_alone()
    {
        using var image = Slope(300, 300);
        byte[] Of(int seed) => PictureDegradation.Equalise(image, new(20, 20, 260, 260), new Random(seed));
        Assert.Equal(Of(5), Of(5));
        Assert.NotEqual(Of(5), Of(6));
    }

    [Fact]
    public void It_draws_as_many_numbers_whatever_the_picture()
    {
        var (a, b) = (new Random(9), new Random(9));
        using var small = Slope(30, 30);
        using var large = Slope(300, 200);
        PictureDegradation.Equalise(small, PixelArea.Whole(small), a);
        PictureDegradation.Equalise(large, PixelArea.Whole(large), b);
        Assert.Equal(a.Next(), b.Next());
    }

    [Fact]
    public void An_area_outside_is_refused()
    {
        using var image = Slope(130, 130);
        Assert.Throws<ArgumentOutOfRangeException>(() => PictureDegradation.Equalise(image, new(10, 0, 130, 130), new Random(1)));
    }
}
