using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Inference.Models;
using Classifier.Inference.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Inference.Tests.Models;

public sealed class GraphStoreTests : IDisposable
{
    private static readonly byte[] Content = [1, 2, 3, 4];
    private readonly TemporaryDirectory _directory = new();
    private readonly ModelManifest _manifest;
    private int _builds;

    public GraphStoreTests() => _manifest = TinyModels.Manifest(_directory.Path);

    [Fact]
    public async Task GetAsync_builds_once_and_then_keeps_it()
    {
        var store = Store(WriteAsync);

        var first = await store.GetAsync(_manifest, Built(TinyModels.Digest(Content)), CancellationToken.None);
        var second = await Store(null).GetAsync(_manifest, Built(TinyModels.Digest(Content)), CancellationToken.None);

        Assert.Equal(Path.Combine(_directory.DataPath(), "models", "tiny", "1", "big.onnx"), first);
        Assert.Equal(first, second);
        Assert.Equal(Content, await File.ReadAllBytesAsync(first, CancellationToken.None));
        Assert.Equal(1, _builds);
        AssertNothingLeft();
    }

    [Fact]
    public async Task GetAsync_builds_again_when_what_is_kept_has_another_checksum()
    {
        _directory.File("data/models/tiny/1/big.onnx", "old");

        var path = await Store(WriteAsync).GetAsync(_manifest, Built(TinyModels.Digest(Content)), CancellationToken.None);

        Assert.Equal(Content, await File.ReadAllBytesAsync(path, CancellationToken.None));
        Assert.Equal(1, _builds);
    }

    [Fact]
    public async Task GetAsync_refuses_what_was_built_when_it_has_another_checksum()
    {
        var e = await RefusedAsync(Store(WriteAsync), Built(ManifestText.NoDigest));

        Assert.Contains("sha256 is", e.Message, StringComparison.Ordinal);
        AssertNothingLeft();
        Assert.False(File.Exists(Path.Combine(_directory.DataPath(), "models", "tiny", "1", "big.onnx")));
    }

    [Fact]
    public async Task GetAsync_takes_a_graph_that_was_built_beside_the_manifest()
    {
        var path = _directory.File("big.onnx", Content);

        Assert.Equal(path, await Store(WriteAsync).GetAsync(_manifest, Built(TinyModels.Digest(Content)), CancellationToken.None));
        Assert.Equal(0, _builds);
    }

    [Fact]
    public async Task GetAsync_takes_what_is_built_when_the_manifest_names_no_checksum() =>
        Assert.True(File.Exists(await Store(WriteAsync).GetAsync(_manifest, Built(null), CancellationToken.None)));

    [Fact]
    public async Task GetAsync_says_how_to_build_when_it_cannot() =>
        Assert.Contains("is not built yet; run `classifier model build`", (await RefusedAsync(Store(null), Built(null))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task GetAsync_reports_a_builder_that_throws_or_writes_nothing_in_one_line()
    {
        var throwing = await RefusedAsync(Store((_, _, _, _) => throw new InvalidDataException("weights\nare short")), Built(null));
        var idle = await RefusedAsync(Store((_, _, _, _) => Task.CompletedTask), Built(null));

        Assert.EndsWith("building big failed: weights are short", throwing.Message, StringComparison.Ordinal);
        Assert.EndsWith("building big wrote no file", idle.Message, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public async Task GetAsync_leaves_nothing_when_building_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var store = Store(async (_, _, path, token) =>
        {
            await File.WriteAllBytesAsync(path, Content, CancellationToken.None);
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.GetAsync(_manifest, Built(null), cancel.Token));

        AssertNothingLeft();
    }

    [Fact]
    public async Task GetAsync_verifies_a_committed_graph()
    {
        _directory.File("tiny.onnx", Content);
        var graph = new ModelFile("tiny.onnx", TinyModels.Digest(Content));
        var variant = Built(null) with { Built = false, Graph = graph };

        Assert.Equal(Path.Combine(_directory.Path, "tiny.onnx"), await Store(null).GetAsync(_manifest, variant, CancellationToken.None));
        Assert.Contains("sha256 is", (await RefusedAsync(Store(null), variant with { Graph = graph with { Sha256 = ManifestText.NoDigest } })).Message, StringComparison.Ordinal);
        Assert.Contains("is missing", (await RefusedAsync(Store(null), variant with { Graph = graph with { Path = "none.onnx" } })).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private GraphStore Store(Func<ModelManifest, ModelVariant, string, CancellationToken, Task>? build) => new(_directory.DataPath(), build, NullLogger.Instance);

    private Task WriteAsync(ModelManifest manifest, ModelVariant variant, string path, CancellationToken cancellation)
    {
        _builds++;
        return File.WriteAllBytesAsync(path, Content, cancellation);
    }

    private static ModelVariant Built(string? sha256) => new("big", "cpu", [], new("big.onnx", sha256), Built: true);

    private async Task<ClassifierException> RefusedAsync(GraphStore store, ModelVariant variant)
    {
        var e = await Assert.ThrowsAsync<ClassifierException>(() => store.GetAsync(_manifest, variant, CancellationToken.None));
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.DoesNotContain('\n', e.Message);
        return e;
    }

    private void AssertNothingLeft() => Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*.tmp", SearchOption.AllDirectories));
}
