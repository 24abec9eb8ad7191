using Classifier.Imaging.Tensors;
using CsCheck;

namespace Classifier.Imaging.Tests.Tensors;

public sealed class BoxReductionTests
{
    [Theory]
    [InlineData(1200, 1024, 100, 8)]
    [InlineData(1200, 1024, 129, 4)]
    [InlineData(1200, 1024, 257, 2)]
    [InlineData(1200, 1024, 800, 1)]
    [InlineData(9000, 9000, 1, 8)]
    [InlineData(1, 1, 0, 1)]
    public void The_factor_is_that_of_shrink_on_load(int width, int height, int least, int factor) =>
        Assert.Equal(factor, BoxReduction.Factor(width, height, least));

    [Fact]
    public void Every_pixel_is_the_mean_of_its_square() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 9], Gen.Int).Sample((width, height, factor, seed) =>
        {
            using var image = RgbImage.Rent(width, height);
            new Random(seed).NextBytes(image.Pixels);
            using var small = BoxReduction.Reduce(image, factor);
            Assert.Equal(((width + factor - 1) / factor, (height + factor - 1) / factor), (small.Width, small.Height));
            for (var y = 0; y < small.Height; y++)
                for (var x = 0; x < small.Width; x++)
                    for (var c = 0; c < 3; c++) Assert.Equal(Mean(image, x, y, c, factor), small.Pixels[(((y * small.Width) + x) * 3) + c], 0.5 + 1e-9);
        }, iter: 200);

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void Other_factors_are_refused(int factor)
    {
        using var image = RgbImage.Rent(4, 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => BoxReduction.Reduce(image, factor));
    }

    private static double Mean(RgbImage image, int x, int y, int channel, int factor)
    {
        var (sum, count) = (0.0, 0);
        for (var row = y * factor; row < Math.Min(image.Height, (y + 1) * factor); row++)
        {
            for (var column = x * factor; column < Math.Min(image.Width, (x + 1) * factor); column++)
            {
                sum += image.Pixels[(((row * image.Width) + column) * 3) + channel];
                count++;
            }
        }

        return sum / count;
    }
}
