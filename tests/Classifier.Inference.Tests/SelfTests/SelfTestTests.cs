using Classifier.Inference.Batching;
using Classifier.Inference.Manifests;
using Classifier.Inference.SelfTests;
using Classifier.Inference.Sessions;
using Classifier.Inference.Tests.Support;

namespace Classifier.Inference.Tests.SelfTests;

public sealed class SelfTestTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Run_passes_and_measures_when_the_graph_computes_what_it_should()
    {
        var report = Run(TinyModels.Golden());

        Assert.True(report.Passed, report.Problem);
        Assert.Equal((20, "cpu-float", "cpu", 0.0001), (report.Samples, report.Variant, report.Provider, report.Tolerance));
        Assert.InRange(report.MaxDrift, 0, 0.0001);
    }

    [Fact]
    public void Run_fails_when_one_logit_of_one_sample_is_wrong()
    {
        var changed = false;
        var report = Run(TinyModels.Golden(logit =>
        {
            if (changed) return logit;
            changed = true;
            return logit + 0.01f;
        }));

        Assert.False(report.Passed);
        Assert.InRange(report.MaxDrift, 0.0099, 0.0102);
        Assert.Contains("a logit is off by 0.01, 0.0001 is allowed", report.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_fails_when_the_graph_has_other_weights() =>
        Assert.False(Run(TinyModels.Golden(), TinyEncoder.Build(seed: 2)).Passed);

    [Fact]
    public void Run_fails_when_the_graph_faults()
    {
        var report = Run("""{"ids": [13], "logits": [0, 0]}""", TinyEncoder.Build(notANumberFor: 13));

        Assert.Contains("not a finite number", report.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "holds no sample")]
    [InlineData("\n\n", "holds no sample")]
    [InlineData("{}", "line 1: must be an object")]
    [InlineData("[1]", "line 1: must be an object")]
    [InlineData("{\"ids\": [1], \"logits\": [1, 2]}\nnot json", "line 2: must be an object")]
    [InlineData("{\"ids\": [\"1\"], \"logits\": [1, 2]}", "line 1: must be an object")]
    [InlineData("{\"ids\": [1.5], \"logits\": [1, 2]}", "line 1: must be an object")]
    [InlineData("{\"ids\": 1, \"logits\": [1, 2]}", "line 1: must be an object")]
    [InlineData("{\"ids\": [], \"logits\": [1, 2]}", "line 1: has no ids")]
    [InlineData("{\"ids\": [1], \"logits\": [1]}", "line 1: has 1 logits, the manifest names 2")]
    public void Run_reports_a_golden_file_that_is_wrong_in_one_line(string golden, string problem)
    {
        var report = Run(golden);

        Assert.False(report.Passed);
        Assert.Contains(problem, report.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', report.Problem!);
    }

    [Fact]
    public void Run_fails_when_the_model_has_no_golden_logits_or_the_file_is_missing()
    {
        using var runner = new Counting();
        var manifest = TinyModels.Manifest(_directory.Path);

        Assert.Contains("no golden logits", SelfTest.Run(manifest with { Golden = null }, manifest.Variants[0], runner).Problem, StringComparison.Ordinal);
        Assert.Contains("no golden logits", SelfTest.Run(manifest, manifest.Variants[0] with { Name = "other" }, runner).Problem, StringComparison.Ordinal);
        Assert.Contains("is missing", SelfTest.Run(manifest, manifest.Variants[0], runner).Problem, StringComparison.Ordinal);
        Assert.Equal(0, runner.Runs);
    }

    [Fact]
    public void Run_keeps_to_the_limits_of_a_batch()
    {
        _directory.Add();
        using var runner = new Counting();
        var manifest = ManifestReader.Read(Path.Combine(_directory.ModelsPath(), "tiny", "1"));

        SelfTest.Run(manifest with { Limits = manifest.Limits with { MaxBatchItems = 3, TokenBudget = 32 } }, manifest.Variants[0], runner);

        Assert.Equal(20, runner.Items);
        Assert.InRange(runner.MostItems, 2, 3);
        Assert.InRange(runner.MostTokens, 20, 32);
    }

    public void Dispose() => _directory.Dispose();

    private SelfTestReport Run(string golden, byte[]? graph = null)
    {
        var folder = _directory.Add(golden: golden, graph: graph);
        var manifest = ManifestReader.Read(folder);
        using var loaded = PackedEncoderGraph.Load(Path.Combine(folder, "tiny.onnx"), manifest, new("cpu", 1));
        using var session = loaded.CreateSession();
        return SelfTest.Run(manifest, manifest.Variants[0], session);
    }

    private sealed class Counting : IBatchRunner<ReadOnlyMemory<int>, float[]>, IDisposable
    {
        public int Runs { get; private set; }
        public int Items { get; private set; }
        public int MostItems { get; private set; }
        public int MostTokens { get; private set; }

        public int Run(ReadOnlySpan<ReadOnlyMemory<int>> items, Span<float[]> results)
        {
            var tokens = 0;
            for (var i = 0; i < items.Length; i++)
            {
                tokens += items[i].Length;
                results[i] = [0, 0];
            }
            (Runs, Items, MostItems, MostTokens) = (Runs + 1, Items + items.Length, Math.Max(MostItems, items.Length), Math.Max(MostTokens, tokens));
            return tokens;
        }

        public void Dispose()
        {
        }
    }
}
