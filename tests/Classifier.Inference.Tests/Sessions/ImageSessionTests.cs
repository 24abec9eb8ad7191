using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Inference.Sessions;
using Classifier.Inference.Tests.Support;
using CsCheck;

namespace Classifier.Inference.Tests.Sessions;

public sealed class ImageSessionTests : IDisposable
{
    private const double Tolerance = 1e-4;
    private static readonly ModelId Model = new("tiny", "1");
    private readonly TemporaryDirectory _directory = new();
    private readonly List<IDisposable> _owned = [];

    private ImageSession Open(byte[] graph, ImageSide? side = null, ImageReduction reduction = ImageReduction.None)
    {
        var sides = side ?? new(TinyImageModel.Size, TinyImageModel.Size, TinyImageModel.Size);
        var manifest = new ImageGraphManifest("crop", "pixels", sides, sides, [new("logit", reduction)], new(8, 1 << 16, [1 << 12]), []);
        var loaded = ImageGraph.Load(_directory.File("tiny.onnx", graph), Model, manifest, new("cpu", 1));
        var session = loaded.CreateSession();
        _owned.AddRange([session, loaded]);
        return session;
    }

    private static ImageInput Noise(Random random, int height = TinyImageModel.Size, int width = TinyImageModel.Size)
    {
        var values = new float[ImageInput.Channels * height * width];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(random.NextDouble() * 2 - 1);
        return new(values, height, width);
    }

    private static double[] Logits(ImageSession session, params ImageInput[] items)
    {
        var results = new ImageTensor[items.Length][];
        session.Run(items, results);
        return [.. results.Select(r => (double)Assert.Single(Assert.Single(r).Values))];
    }

    [Fact]
    public void A_batch_gives_what_each_picture_gives_alone()
    {
        var session = Open(TinyImageModel.Convolution());
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, int.MaxValue]).Sample((count, seed) =>
        {
            var random = new Random(seed);
            ImageInput[] items = [.. Enumerable.Range(0, count).Select(_ => Noise(random))];
            var together = Logits(session, items);
            for (var i = 0; i < count; i++) Assert.Equal(Logits(session, items[i])[0], together[i], Tolerance);
        }, iter: 40, threads: 1);
    }

    [Fact]
    public void Pictures_of_different_shapes_do_not_depend_on_their_order()
    {
        var session = Open(TinyImageModel.Convolution(side: null), new(4, 64, 4));
        Gen.Select(Gen.Int[2, 10], Gen.Int[0, int.MaxValue]).Sample((count, seed) =>
        {
            var random = new Random(seed);
            ImageInput[] items = [.. Enumerable.Range(0, count).Select(_ => Noise(random, 4 * random.Next(1, 5), 4 * random.Next(1, 5)))];
            var order = Enumerable.Range(0, count).ToArray();
            random.Shuffle(order);
            var straight = Logits(session, items);
            var shuffled = Logits(session, [.. order.Select(i => items[i])]);
            for (var i = 0; i < count; i++) Assert.Equal(straight[order[i]], shuffled[i], Tolerance);
        }, iter: 40, threads: 1);
    }

    [Fact]
    public void Run_counts_the_pixels_of_all_pictures()
    {
        var session = Open(TinyImageModel.Convolution(side: null), new(4, 64, 4));
        var random = new Random(1);

        Assert.Equal(4 * 8 + 16 * 16 + 8 * 4, session.Run([Noise(random, 4, 8), Noise(random, 16, 16), Noise(random, 8, 4)], new ImageTensor[3][]));
    }

    [Fact]
    public void Output_keeps_its_shape_without_the_batch()
    {
        var results = new ImageTensor[1][];
        Open(TinyImageModel.Convolution()).Run([Noise(new(1))], results);
        Assert.Equal([1], results[0][0].Shape);

        Open(TinyImageModel.Brightness()).Run([Noise(new(1))], results);
        Assert.Empty(results[0][0].Shape);
    }

    [Fact]
    public void A_reduced_output_is_index_and_value()
    {
        var random = new Random(3);
        var item = Noise(random);
        var plain = Logits(Open(TinyImageModel.Convolution()), item)[0];
        var results = new ImageTensor[1][];
        Open(TinyImageModel.Convolution(), reduction: ImageReduction.ArgMax).Run([item], results);

        Assert.Equal([2], results[0][0].Shape);
        Assert.Equal(0, results[0][0].Values[0]);
        Assert.Equal(plain, results[0][0].Values[1], Tolerance);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(0f)]
    public void A_value_that_is_not_finite_is_a_fault_of_the_model(float value)
    {
        var session = Open(TinyImageModel.Logarithm());
        var values = new float[ImageInput.Channels * TinyImageModel.Size * TinyImageModel.Size];
        Array.Fill(values, value);

        var fault = Assert.Throws<ModelFaultException>(() => session.Run([new(values, TinyImageModel.Size, TinyImageModel.Size)], new ImageTensor[1][]));
        Assert.Equal(Model, fault.Model);
        // The session lives on.
        Array.Fill(values, 1);
        Assert.Equal(0, Logits(session, new ImageInput(values, TinyImageModel.Size, TinyImageModel.Size))[0], Tolerance);
    }

    [Fact]
    public void Values_that_do_not_fill_the_shape_are_refused()
    {
        var session = Open(TinyImageModel.Brightness());
        Assert.Throws<ModelFaultException>(() => session.Run([new(new float[5], TinyImageModel.Size, TinyImageModel.Size)], new ImageTensor[1][]));
    }

    [Theory]
    [InlineData("other", "logit", 16, "must have the one input 'other'")]
    [InlineData("pixels", "other", 16, "has no output 'other'")]
    [InlineData("pixels", "logit", 32, "has other sizes than the manifest says")]
    public void A_graph_that_is_not_the_manifests_is_refused(string input, string output, int side, string message)
    {
        var sides = new ImageSide(side, side, side);
        var manifest = new ImageGraphManifest("crop", input, sides, sides, [new(output, ImageReduction.None)], new(8, 1 << 16, [1 << 12]), []);
        var path = _directory.File("tiny.onnx", TinyImageModel.Brightness());

        var refused = Assert.Throws<ClassifierException>(() => ImageGraph.Load(path, Model, manifest, new("cpu", 1)));
        Assert.Equal(ErrorKind.Configuration, refused.Kind);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach (var owned in _owned) owned.Dispose();
        _directory.Dispose();
    }
}
