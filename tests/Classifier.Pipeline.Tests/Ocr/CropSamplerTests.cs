using Classifier.Imaging;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Ocr.Detection;
using Classifier.Pipeline.Ocr.Recognition;

namespace Classifier.Pipeline.Tests.Ocr;

public sealed class CropSamplerTests
{
    private static readonly ImageSide Height = new(48, 48, 48);
    private static readonly ImageSide Width = new(320, 2048, 64);

    private static RgbImage Picture(int width, int height, Func<int, int, (byte R, byte G, byte B)> colour)
    {
        var image = RgbImage.Rent(width, height);
        for (var i = 0; i < width * height; i++)
            (image.Pixels[3 * i], image.Pixels[3 * i + 1], image.Pixels[3 * i + 2]) = colour(i % width, i / width);
        return image;
    }

    private static RotatedBox Upright(double x, double y, double width, double height) => new(new(x, y), new(1, 0), new(0, 1), width, height);

    [Fact]
    public void A_line_of_the_graphs_own_size_is_copied_blue_first()
    {
        using var image = Picture(400, 60, (x, y) => ((byte)(x % 256), (byte)(y * 4), 9));
        var (input, used) = CropSampler.Cut(image, Upright(10, 5, 320, 48), Height, Width);

        Assert.Equal((48, 320, 320), (input.Height, input.Width, used));
        var values = input.Values.Span;
        foreach (var (x, y) in new[] { (0, 0), (100, 20), (240, 47) })
        {
            var at = y * 320 + x;
            Assert.Equal(9 / 127.5 - 1, values[at], 1e-4);
            Assert.Equal((y + 5) * 4 / 127.5 - 1, values[48 * 320 + at], 1e-4);
            Assert.Equal((x + 10) % 256 / 127.5 - 1, values[2 * 48 * 320 + at], 1e-4);
        }
    }

    [Fact]
    public void What_is_right_of_a_short_line_is_grey()
    {
        using var image = Picture(200, 60, (_, _) => (255, 255, 255));
        var (input, used) = CropSampler.Cut(image, Upright(0, 0, 96, 48), Height, Width);

        Assert.Equal((320, 96), (input.Width, used));
        Assert.Equal(1, input.Values.Span[95], 1e-4);
        Assert.All(input.Values.Span.Slice(96, 320 - 96).ToArray(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void A_line_too_long_for_the_graph_is_squeezed_into_it()
    {
        using var image = Picture(3000, 20, (x, _) => ((byte)(x < 1500 ? 0 : 255), 0, 0));
        var (input, used) = CropSampler.Cut(image, Upright(0, 0, 3000, 20), Height, Width);

        Assert.Equal((2048, 2048), (input.Width, used));
        var red = input.Values.Span[(2 * 48 * 2048)..];
        Assert.Equal(-1, red[500], 1e-4);
        Assert.Equal(1, red[1500], 1e-4);
    }

    [Fact]
    public void A_large_line_is_averaged_so_that_fine_patterns_become_grey()
    {
        using var image = Picture(1600, 192, (x, y) => (x + y) % 2 == 0 ? ((byte)255, (byte)255, (byte)255) : ((byte)0, (byte)0, (byte)0));
        var (input, used) = CropSampler.Cut(image, Upright(0, 0, 1600, 192), Height, Width);

        Assert.All(input.Values.Span[..used].ToArray(), v => Assert.InRange(v, -0.05f, 0.05f));
    }

    [Fact]
    public void A_line_on_its_head_reads_from_the_other_end()
    {
        using var image = Picture(320, 48, (x, _) => ((byte)(x / 2), 0, 0));
        var box = Upright(0, 0, 320, 48);
        var upright = CropSampler.Cut(image, box, Height, Width).Input.Values;
        var turned = CropSampler.Cut(image, box.HalfTurn(), Height, Width).Input.Values;

        var red = 2 * 48 * 320;
        for (var x = 0; x < 320; x++) Assert.Equal(upright.Span[red + x], turned.Span[red + 47 * 320 + 319 - x], 1e-3);
    }

    [Fact]
    public void Beyond_the_pictures_edge_stands_what_is_at_the_edge()
    {
        using var image = Picture(100, 48, (_, _) => (200, 200, 200));
        var (input, used) = CropSampler.Cut(image, Upright(-50, -10, 200, 68), Height, Width);
        Assert.All(input.Values.Span[..used].ToArray(), v => Assert.Equal(200 / 127.5 - 1, v, 1e-4));
    }
}
