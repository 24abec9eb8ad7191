using Classifier.Inference.Manifests;
using Classifier.Inference.Tests.Support;
using Classifier.Pipeline.Logo;
using Classifier.Pipeline.Logo.Detection;
using CsCheck;

namespace Classifier.Pipeline.Tests.Logo;

public sealed class PyramidTests
{
    private static readonly ImageGraphManifest Graph = ManifestReader.Parse(TinyLogoModel.Manifest(), "m", ".").Graphs[0];
    private static readonly int MaxPixels = new LogoOptions().MaxPixels;

    private static (int, int)[] Contents(int width, int height) => [.. Pyramid.Of(width, height, Graph, MaxPixels).Select(l => (l.ContentWidth, l.ContentHeight))];

    [Fact]
    public void A_screenshot_is_searched_whole_and_then_by_halves() =>
        Assert.Equal([(1920, 1080), (960, 540), (480, 270), (240, 135), (120, 68), (60, 34)], Contents(1920, 1080));

    [Fact]
    public void A_small_picture_is_searched_at_twice_its_size_too() =>
        Assert.Equal([(320, 240), (160, 120), (80, 60)], Contents(160, 120));

    [Fact]
    public void A_larger_picture_is_reduced_first()
    {
        var levels = Pyramid.Of(8000, 6000, Graph, MaxPixels);
        Assert.InRange((long)levels[0].ContentWidth * levels[0].ContentHeight, MaxPixels * 9 / 10, MaxPixels + 4000);
    }

    [Fact]
    public void A_1080p_screenshot_costs_about_a_third_more_than_its_pixels()
    {
        var cost = Pyramid.Of(1920, 1080, Graph, MaxPixels).Sum(l => (double)l.Pixels);
        Assert.InRange(cost, 1920.0 * 1080, 1920 * 1080 * 1.36);
    }

    [Fact]
    public void Every_size_fits_the_graph_and_the_bound_and_logos_of_every_size_are_met() =>
        Gen.Select(Gen.Int[1, 20_000], Gen.Int[1, 20_000]).Sample((width, height) =>
        {
            var levels = Pyramid.Of(width, height, Graph, MaxPixels);
            Assert.NotEmpty(levels);
            foreach (var l in levels)
            {
                Assert.True(Graph.Width.Takes(l.Width) && Graph.Height.Takes(l.Height));
                Assert.InRange(l.ContentWidth, 1, l.Width);
                Assert.InRange(l.ContentHeight, 1, l.Height);
            }
            // Rounding a side up to the graph's multiple adds at most one multiple a side.
            Assert.All(levels, l => Assert.True(l.Pixels <= MaxPixels + 32L * (l.Width + l.Height)));
            for (var i = 1; i < levels.Count; i++)
            {
                Assert.True(levels[i].Pixels <= levels[i - 1].Pixels);
                Assert.InRange(levels[i].ContentWidth, levels[i - 1].ContentWidth / 2 - 1, levels[i - 1].ContentWidth / 2 + 1);
            }
            // At the last size the whole picture is no larger than a logo.
            Assert.InRange(Math.Max(levels[^1].ContentWidth, levels[^1].ContentHeight), 1, Pyramid.LargestLogo + 1);
        });
}
