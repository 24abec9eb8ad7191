using Classifier.Core;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;
using Classifier.Inference.SelfTests;
using Classifier.Inference.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Inference.Tests.Models;

/// <summary>An image model in the repository, behind its batcher.</summary>
public sealed class ImageModelTests : IAsyncDisposable
{
    private const string Graph = "crop";
    private readonly TemporaryDirectory _directory = new();
    private readonly List<ModelRepository> _repositories = [];

    private async Task<ModelRepository> OpenAsync(byte[]? graph = null, Func<string, string>? bend = null)
    {
        TinyImageModel.Write(_directory.ModelsPath(), graph, bend);
        var repository = new ModelRepository(
            new() { ModelsDirectory = _directory.ModelsPath(), DataDirectory = _directory.DataPath(), Provider = ProviderChoice.Cpu },
            null, TimeProvider.System, NullLogger<ModelRepository>.Instance);
        _repositories.Add(repository);
        await repository.OpenAsync(TestContext.Current.CancellationToken);
        return repository;
    }

    private static ImageWork Work(float value, int side = TinyImageModel.Size)
    {
        var values = new float[ImageInput.Channels * side * side];
        Array.Fill(values, value);
        return new(new(values, side, side), "t", WorkClass.Interactive, long.MaxValue);
    }

    private static ValueTask<ImageOutputs> RunAsync(IImageModel model, ImageWork work) => model.RunAsync(Graph, work, TestContext.Current.CancellationToken);

    [Fact]
    public async Task It_is_found_by_name_and_task_and_answers()
    {
        var repository = await OpenAsync();
        var model = repository.FindImage(TaskKind.Deepfake)!;

        Assert.Equal([TaskKind.Deepfake], repository.Tasks);
        Assert.Same(model, repository.FindImage("deepfake"));
        Assert.Null(repository.Find(TaskKind.Deepfake));
        var outputs = await RunAsync(model, Work(1));
        Assert.Equal(10, Assert.Single(Assert.Single(outputs.Tensors).Values), 1e-4);
        Assert.Equal(TinyImageModel.Size * TinyImageModel.Size, outputs.Timings.RealCost);
    }

    [Fact]
    public async Task Many_at_once_get_what_each_gets_alone()
    {
        var model = (await OpenAsync()).FindImage(TaskKind.Deepfake)!;
        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => RunAsync(model, Work(i / 40f)).AsTask()));

        for (var i = 0; i < all.Length; i++) Assert.Equal(20 * (i / 40.0 - 0.5), all[i].Tensors[0].Values[0], 1e-4);
    }

    [Fact]
    public async Task A_size_that_the_graph_does_not_take_is_the_callers_fault_alone()
    {
        var model = (await OpenAsync()).FindImage(TaskKind.Deepfake)!;
        var good = RunAsync(model, Work(0.5f)).AsTask();

        var refused = await Assert.ThrowsAsync<ClassifierException>(() => RunAsync(model, Work(1, 32)).AsTask());
        Assert.Equal(ErrorKind.InvalidArgument, refused.Kind);
        Assert.Equal(0, (await good).Tensors[0].Values[0], 1e-4);
    }

    [Fact]
    public async Task A_graph_of_an_unknown_name_is_a_fault_of_the_program()
    {
        var model = (await OpenAsync()).FindImage(TaskKind.Deepfake)!;
        await Assert.ThrowsAsync<ArgumentException>(() => model.RunAsync("other", Work(1), TestContext.Current.CancellationToken).AsTask());
    }

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(1.0, false)]
    public async Task Golden_values_are_compared(double off, bool passes)
    {
        var noise = ImageGolden.Noise(5, TinyImageModel.Size, TinyImageModel.Size);
        var expected = 20 * (noise.Values.ToArray().Average(v => (double)v) - 0.5) + off;
        var folder = TinyImageModel.Write(_directory.ModelsPath());
        await File.WriteAllTextAsync(Path.Combine(folder, "golden.jsonl"), FormattableString.Invariant(
            $$"""{"graph": "crop", "seed": 5, "height": 16, "width": 16, "output": 0, "at": [[0, {{expected}}]]}"""), TestContext.Current.CancellationToken);

        var repository = await OpenAsync(bend: text => text + "golden: {path: golden.jsonl, tolerance: {fp32: 0.001}}\n");

        var report = Assert.Single(await repository.SelfTestAsync(TestContext.Current.CancellationToken));
        Assert.Equal((passes, 1), (report.Passed, report.Samples));
    }

    [Fact]
    public async Task A_graph_that_is_not_there_is_named()
    {
        var refused = await Assert.ThrowsAsync<ClassifierException>(
            () => OpenAsync(bend: text => text.Replace("path: tiny.onnx", "path: other.onnx", StringComparison.Ordinal)));
        Assert.Equal(ErrorKind.Configuration, refused.Kind);
        Assert.Contains("other.onnx", refused.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var repository in _repositories) await repository.DisposeAsync();
        _directory.Dispose();
    }
}
