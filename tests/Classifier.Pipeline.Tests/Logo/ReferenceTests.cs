using Classifier.Core;
using Classifier.Inference;
using Classifier.Inference.Manifests;
using Classifier.Inference.Tests.Support;
using Classifier.Pipeline.Logo.References;

namespace Classifier.Pipeline.Tests.Logo;

public sealed class ReferenceTests
{
    private static ReferencePicture Picture(int width, int height, byte onWhite, byte onBlack)
    {
        var (white, black) = (new byte[3 * width * height], new byte[3 * width * height]);
        Array.Fill(white, onWhite);
        Array.Fill(black, onBlack);
        return new(width, height, white, black);
    }

    private static ValueTask<(float[] Rows, bool IsSeen)> Embed(GroundModel model, ReferencePicture picture) =>
        new ReferenceEmbedder(model).EmbedAsync(picture, "t", WorkClass.Batch, long.MaxValue, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(5, 5, 2, true)]
    [InlineData(-5, 5, 1, true)]
    [InlineData(5, -5, 1, true)]
    [InlineData(-5, -6, 1, false)]
    public async Task A_ground_before_which_no_logo_is_seen_gives_no_row(float white, float black, int rows, bool isSeen)
    {
        var result = await Embed(new GroundModel(white, black), Picture(80, 40, 10, 10));
        Assert.Equal((rows * LogoManifest.Dimensions, isSeen), (result.Rows.Length, result.IsSeen));
        // Row 0 is that of white, or of black where white was left out.
        Assert.Equal(white >= black || rows == 2 ? 1 : 0, result.Rows[0]);
    }

    [Theory]
    [InlineData(80, 40)]
    [InlineData(13, 80)]
    [InlineData(80, 80)]
    public async Task The_logo_stands_in_the_middle_of_its_ground(int width, int height)
    {
        var model = new GroundModel(1, 1);
        await Embed(model, Picture(width, height, 51, 204));

        foreach (var (input, ground, logo) in new[] { (model.Ran[0], 1f, (51 / 127.5f) - 1), (model.Ran[1], -1f, (204 / 127.5f) - 1) })
        {
            Assert.Equal((160, 160), (input.Height, input.Width));
            var (left, top) = ((160 - width) / 2, (160 - height) / 2);
            for (var i = 0; i < 160 * 160; i++)
            {
                var inside = i % 160 >= left && i % 160 < left + width && i / 160 >= top && i / 160 < top + height;
                Assert.Equal(inside ? logo : ground, input.Values.Span[i], 1e-5);
            }
        }
    }

    [Fact]
    public async Task The_most_logo_like_cell_is_looked_for_in_the_middle_alone()
    {
        // The surest cell of all stands in a corner.
        var model = new GroundModel(1, 1) { Corner = 9 };
        Assert.Equal(1, (await Embed(model, Picture(80, 80, 0, 0))).Rows[0]);
    }

    /// <summary>Says the first number before white and the second before black; embeds white as the first axis and black as the second.</summary>
    private sealed class GroundModel(float white, float black) : IImageModel
    {
        public ModelManifest Manifest { get; } = ManifestReader.Parse(TinyLogoModel.Manifest(), "m", ".");
        public float? Corner { get; init; }
        public List<ImageInput> Ran { get; } = [];

        public IDisposable Admit(string graph, in AdmissionRequest request) => throw new NotSupportedException();

        public ValueTask<ImageOutputs> RunAsync(string graph, ImageWork work, CancellationToken cancellation)
        {
            Ran.Add(work.Input);
            var isWhite = work.Input.Values.Span[0] > 0;
            var cells = 100;
            var objectness = Enumerable.Repeat(isWhite ? white : black, cells).ToArray();
            var embedding = new float[128 * cells];
            Array.Fill(embedding, 1, isWhite ? 0 : cells, cells);
            if (Corner is { } corner)
            {
                objectness[0] = corner;
                (embedding[0], embedding[cells], embedding[2 * cells]) = (0, 0, 1);
            }
            return ValueTask.FromResult(new ImageOutputs(
                [new([1, 10, 10], objectness), new([128, 10, 10], embedding), new([4, 10, 10], new float[4 * cells])],
                new RunTimings(1, 1, 1, work.Input.Pixels, work.Input.Pixels, DispatchReason.Idle)));
        }
    }
}
