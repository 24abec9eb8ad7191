namespace Classifier.ModelBuilder.Tests;

public sealed class CommittedModelTests
{
    private const long Megabyte = 1_000_000;

    [Fact]
    public void Committed_graph_is_what_its_weights_give()
    {
        using var folder = new TemporaryFolder();
        var built = ModelBuild.Build(CommittedModel.Weights, GraphTarget.CpuInt8, folder.File("g.onnx"));
        Assert.Equal(ModelBuild.Sha256(CommittedModel.Graph), built.Sha256);
    }

    [Theory]
    [InlineData("cuda-fp16")]
    [InlineData("cpu-int8-avx2")]
    [InlineData("cpu-fp32")]
    public void Graph_that_is_built_has_the_checksum_of_the_manifest(string variant)
    {
        using var folder = new TemporaryFolder();
        var built = ModelBuild.Build(CommittedModel.Weights, GraphTargets.Parse(variant), folder.File("g.onnx"));
        Assert.Contains((CommittedModel.PathOf(variant), built.Sha256), ManifestChecksums.Read(CommittedModel.Manifest));
    }

    [Fact]
    public void Manifest_has_the_checksums_of_all_committed_files_and_none_is_large()
    {
        var entries = ManifestChecksums.Read(CommittedModel.Manifest);
        Assert.True(entries.Count >= 8);
        foreach (var (path, sha256) in entries.Where(e => !e.Path.StartsWith("built/", StringComparison.Ordinal) && e.Path != "sentencepiece.model"))
        {
            var file = new FileInfo(Path.Combine(CommittedModel.Directory, path));
            Assert.Equal(sha256, ModelBuild.Sha256(file.FullName));
            Assert.InRange(file.Length, 1, 60 * Megabyte);
        }
    }

    [Theory]
    [InlineData("cpu-int8", 0.08)]
    [InlineData("cpu-int8-avx2", 0.1)]
    [InlineData("cpu-fp32", 1e-4)]
    [InlineData("cuda-fp16", 2e-3)]
    public void Graph_gives_the_golden_logits(string variant, double meanTolerance)
    {
        using var folder = new TemporaryFolder();
        var path = variant == "cpu-int8" ? CommittedModel.Graph : ModelBuild.Build(CommittedModel.Weights, GraphTargets.Parse(variant), folder.File("g.onnx")).Path;
        using var graph = new GraphRunner(path);
        var (sum, count) = (0.0, 0);
        foreach (var batch in CommittedModel.Golden.Chunk(8))
            foreach (var (golden, logits) in batch.Zip(graph.Run([.. batch.Select(g => g.Ids)])))
            {
                Assert.InRange(Distance.Max(golden.Logits, logits), 0, CommittedModel.Tolerance(variant));
                sum += golden.Logits.Zip(logits, (a, b) => Math.Abs(a - b)).Sum();
                count += logits.Length;
            }
        Assert.InRange(sum / count, 0, meanTolerance);
    }

    [Fact]
    public void Committed_graph_gives_a_text_the_same_logits_in_any_batch()
    {
        using var graph = new GraphRunner(CommittedModel.Graph);
        var texts = CommittedModel.Golden.Take(16).Select(g => g.Ids).ToArray();
        var alone = texts.Select(t => graph.Run([t])[0]).ToArray();
        Assert.InRange(Distance.Max(alone, graph.Run(texts, extra: 5)), 0, 1e-4f);
        Assert.InRange(Distance.Max([.. alone.Reverse()], graph.Run([.. texts.Reverse()])), 0, 1e-4f);
    }
}
