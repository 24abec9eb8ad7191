using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;
using Classifier.Inference.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Inference.Tests.Models;

public sealed class ModelRepositoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task OpenAsync_takes_a_model_through_its_states_and_announces_each()
    {
        _directory.Add();
        await using var repository = Repository();
        var states = new List<ModelState>();
        repository.Changed += s => states.Add(s.State);

        await repository.OpenAsync();

        Assert.Equal([ModelState.Staged, ModelState.Verified, ModelState.Warm, ModelState.Active], states);
        var status = Assert.Single(repository.List());
        Assert.Equal((ModelState.Active, "cpu-float", "cpu", null), (status.State, status.Variant, status.Provider, status.Reason));
        Assert.NotNull(status.Queue);
        Assert.Equal([TaskKind.Injection, TaskKind.Toxicity], repository.Tasks.Order());
        Assert.Same(repository.Find(TaskKind.Injection), repository.Find("tiny"));
        Assert.Same(repository.Find("tiny"), repository.Find("tiny", "1"));
        Assert.Null(repository.Find("tiny", "2"));
        Assert.Null(repository.Find("other"));
        Assert.Null(repository.Find(TaskKind.Hate));

        await repository.DrainAsync();

        Assert.Equal([ModelState.Draining, ModelState.Retired], states[4..]);
        Assert.Null(repository.Find(TaskKind.Injection));
        Assert.Empty(repository.Tasks);
    }

    [Fact]
    public async Task OpenAsync_takes_the_highest_version_and_leaves_the_others_staged()
    {
        foreach (var version in new[] { "2", "10", "9" }) _directory.Add(version: version);
        await using var repository = Repository();

        await repository.OpenAsync();

        Assert.Equal("10", repository.Find("tiny")!.Manifest.Id.Version);
        Assert.Equal(["10 Active", "9 Staged", "2 Staged"], repository.List().Select(s => $"{s.Manifest.Id.Version} {s.State}"));
    }

    [Fact]
    public async Task OpenAsync_takes_the_configured_version()
    {
        foreach (var version in new[] { "1", "2" }) _directory.Add(version: version);
        await using var repository = Repository(o => o with { Versions = new Dictionary<string, string> { ["tiny"] = "1" } });

        await repository.OpenAsync();

        Assert.Equal("1", repository.Find("tiny")!.Manifest.Id.Version);
    }

    [Fact]
    public async Task OpenAsync_keeps_the_old_version_when_the_new_one_fails()
    {
        _directory.Add(version: "1");
        File.AppendAllText(Path.Combine(_directory.Add(version: "2"), "tiny.onnx"), "x");
        await using var repository = Repository();

        await repository.OpenAsync();

        Assert.Equal("1", repository.Find("tiny")!.Manifest.Id.Version);
        var failed = repository.List()[0];
        Assert.Equal(ModelState.Failed, failed.State);
        Assert.Contains("tiny.onnx: sha256 is", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_does_not_fall_back_when_the_version_was_configured()
    {
        _directory.Add(version: "1");
        File.AppendAllText(Path.Combine(_directory.Add(version: "2"), "tiny.onnx"), "x");
        await using var repository = Repository(o => o with { Versions = new Dictionary<string, string> { ["tiny"] = "2" } });

        Assert.Contains("sha256 is", (await RefusedAsync(repository)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_serves_the_good_model_when_another_is_broken()
    {
        _directory.Add("good");
        _directory.Add("bad", graph: [1, 2, 3]);
        _directory.Add("ugly", bend: _ => "{");
        await using var repository = Repository();

        await repository.OpenAsync();

        Assert.Equal(["bad Failed", "good Active", "ugly Failed"], repository.List().Select(s => $"{s.Manifest.Id.Name} {s.State}"));
        Assert.Equal("good", repository.Find(TaskKind.Injection)!.Manifest.Id.Name);
    }

    [Theory]
    [InlineData("wrong sha256", "tiny.onnx: sha256 is")]
    [InlineData("missing graph", "tiny.onnx: the file is missing")]
    [InlineData("missing tokenizer", "tokenizer.model: the file is missing")]
    [InlineData("changed tokenizer", "tokenizer.model: sha256 is")]
    [InlineData("missing golden", "golden.jsonl: the file is missing")]
    [InlineData("garbage graph", "tiny.onnx: cannot be loaded on cpu")]
    [InlineData("NaN graph", "is not a finite number")]
    [InlineData("other folder", "manifest.yaml: is of other@1")]
    [InlineData("bad manifest", "manifest.yaml: colour: unknown key")]
    [InlineData("no variant", "no variant fits")]
    public async Task OpenAsync_fails_in_one_line_and_lists_why(string fault, string reason)
    {
        var folder = fault switch
        {
            "garbage graph" => _directory.Add(graph: [0x08, 0x0a, 0x3a, 0xff]),
            "NaN graph" => _directory.Add(graph: TinyEncoder.Build(notANumberFor: 0)),
            "other folder" => _directory.Add(bend: t => t.Replace("name: tiny\n", "name: other\n", StringComparison.Ordinal)),
            "bad manifest" => _directory.Add(bend: t => t + "colour: red\n"),
            "no variant" => _directory.Add(bend: t => t.Replace("provider: cpu", "provider: cuda", StringComparison.Ordinal)),
            _ => _directory.Add(),
        };
        if (fault == "wrong sha256") File.AppendAllText(Path.Combine(folder, "tiny.onnx"), "x");
        if (fault == "changed tokenizer") File.AppendAllText(Path.Combine(folder, "tokenizer.model"), "x");
        if (fault == "missing graph") File.Delete(Path.Combine(folder, "tiny.onnx"));
        if (fault == "missing tokenizer") File.Delete(Path.Combine(folder, "tokenizer.model"));
        if (fault == "missing golden") File.Delete(Path.Combine(folder, "golden.jsonl"));
        await using var repository = Repository();

        var e = await RefusedAsync(repository);

        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        var status = Assert.Single(repository.List());
        Assert.Equal(ModelState.Failed, status.State);
        Assert.Contains(reason, status.Reason, StringComparison.Ordinal);
        Assert.Null(status.Queue);
        Assert.Null(repository.Find("tiny"));
    }

    [Fact]
    public async Task OpenAsync_refuses_in_one_line_when_there_are_no_models()
    {
        await using (var repository = Repository()) Assert.Contains("cannot be read", (await RefusedAsync(repository)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(_directory.ModelsPath(), "text", "1"));
        await using (var repository = Repository()) Assert.Contains("holds no model", (await RefusedAsync(repository)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_refuses_cuda_with_the_reason_when_it_was_asked_for_and_is_not_there()
    {
        var cuda = ProviderProbe.Run().Cuda;
        if (cuda.Usable) Assert.Skip("CUDA is usable here.");
        _directory.Add();
        await using var repository = Repository(o => o with { Provider = ProviderChoice.Cuda });

        var e = await RefusedAsync(repository);

        Assert.Equal("provider cuda is not available: " + cuda.Problem, e.Message);
        Assert.Equal("provider", e.Field);
    }

    [Fact]
    public async Task OpenAsync_builds_a_variant_that_is_not_committed()
    {
        _directory.Add(bend: t => t.Replace("provider: cpu\n", "provider: cpu\n    built: true\n", StringComparison.Ordinal).Replace("path: tiny.onnx", "path: other.onnx", StringComparison.Ordinal));
        ModelManifest? asked = null;
        await using var repository = new ModelRepository(
            Options(),
            async (manifest, variant, path, cancellation) =>
            {
                asked = manifest;
                Assert.Equal("cpu-float", variant.Name);
                await File.WriteAllBytesAsync(path, TinyEncoder.Build(), cancellation);
            },
            TimeProvider.System,
            NullLogger<ModelRepository>.Instance);

        await repository.OpenAsync();

        Assert.Equal("tiny", asked!.Id.Name);
        Assert.True(File.Exists(Path.Combine(_directory.DataPath(), "models", "tiny", "1", "other.onnx")));
        Assert.True(Assert.Single(await repository.SelfTestAsync()).Passed);
    }

    [Fact]
    public async Task OpenAsync_stops_when_it_is_cancelled_and_can_be_disposed()
    {
        _directory.Add();
        await using var repository = Repository();
        using var cancel = new CancellationTokenSource();
        repository.Changed += s =>
        {
            if (s.State == ModelState.Staged) cancel.Cancel();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => repository.OpenAsync(cancel.Token));

        Assert.Null(repository.Find("tiny"));
    }

    [Fact]
    public async Task OpenAsync_can_be_called_once()
    {
        _directory.Add();
        await using var repository = Repository();
        await repository.OpenAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => repository.OpenAsync());
    }

    [Fact]
    public async Task SelfTestAsync_catches_golden_logits_that_do_not_come_out()
    {
        _directory.Add(golden: TinyModels.Golden(l => l + 0.5f));
        await using var repository = Repository();
        await repository.OpenAsync();

        var report = Assert.Single(await repository.SelfTestAsync());

        Assert.False(report.Passed);
        Assert.Equal(0.5, report.MaxDrift, 1e-3);
    }

    [Fact]
    public async Task A_second_repository_opens_the_same_models_when_the_first_was_closed()
    {
        _directory.Add();
        for (var start = 0; start < 2; start++)
        {
            await using var repository = Repository();
            await repository.OpenAsync();
            var scores = await repository.Find("tiny")!.ScoreAsync(new(new[] { 1, 2, 3 }, "t", WorkClass.Interactive, long.MaxValue), CancellationToken.None);
            Assert.Equal(2, scores.Logits.Length);
            await repository.DrainAsync();
            await repository.DrainAsync();
        }
    }

    public void Dispose() => _directory.Dispose();

    private ModelRepositoryOptions Options() => new() { ModelsDirectory = _directory.ModelsPath(), DataDirectory = _directory.DataPath(), Provider = ProviderChoice.Cpu };

    private ModelRepository Repository(Func<ModelRepositoryOptions, ModelRepositoryOptions>? with = null) =>
        new(with is null ? Options() : with(Options()), null, TimeProvider.System, NullLogger<ModelRepository>.Instance);

    private static async Task<ClassifierException> RefusedAsync(ModelRepository repository)
    {
        var e = await Assert.ThrowsAsync<ClassifierException>(() => repository.OpenAsync());
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.DoesNotContain('\n', e.Message);
        return e;
    }
}
