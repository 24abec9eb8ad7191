using Classifier.Inference.Batching;
using Classifier.Inference.Manifests;
using Classifier.Inference.Models;
using Classifier.Inference.Providers;
using Classifier.Inference.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Inference.Tests.Models;

public sealed class LatencyStoreTests : IDisposable
{
    private static readonly LatencyCoefficients Known = new(1.5e-5, 2e-3, 3e-8, 0.1);
    private readonly TemporaryDirectory _directory = new();
    private readonly LoadedGraph _graph;

    public LatencyStoreTests()
    {
        _directory.Add();
        _graph = Load(new(1, 1));
    }

    [Fact]
    public void Read_gives_what_was_written()
    {
        Assert.Null(Store().Read(_graph.Key));

        Store().Write(_graph.Key, Known with { A = 1 });
        Store().Write(_graph.Key, Known);

        Assert.Equal(Known, Store().Read(_graph.Key));
        Assert.Equal([Path()], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path())!));
    }

    [Fact]
    public void Read_gives_nothing_of_another_machine_or_another_division_of_it()
    {
        Store().Write(_graph.Key, Known);

        Assert.Null(Store("another x 2").Read(_graph.Key));
        using var divided = Load(new(2, 1));
        Assert.Null(Store().Read(divided.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"machine\":\"this x 2\"}")]
    [InlineData("{\"machine\":7}")]
    public void Read_gives_nothing_of_a_damaged_file(string content)
    {
        Store().Write(_graph.Key, Known);
        File.WriteAllText(Path(), content);

        Assert.Null(Store().Read(_graph.Key));
    }

    [Theory]
    [InlineData("1.5E-05", "-1.5E-05")]
    [InlineData("1.5E-05", "1E+999")]
    [InlineData("\"instances\":1", "\"instances\":2")]
    public void Read_gives_nothing_of_a_file_with_a_wrong_value(string right, string wrong)
    {
        Store().Write(_graph.Key, Known);
        var content = File.ReadAllText(Path());
        Assert.Contains(right, content, StringComparison.Ordinal);
        File.WriteAllText(Path(), content.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Null(Store().Read(_graph.Key));
    }

    [Fact]
    public void Write_only_logs_where_the_disk_takes_no_file()
    {
        // A file stands where the folder should.
        var data = System.IO.Path.Combine(_directory.Path, "taken");
        File.WriteAllText(data, "");

        new LatencyStore(data, "this x 2", NullLogger.Instance).Write(_graph.Key, Known);

        Assert.Null(new LatencyStore(data, "this x 2", NullLogger.Instance).Read(_graph.Key));
        Assert.Equal(0, new FileInfo(data).Length);
    }

    [Fact]
    public async Task Repository_keeps_what_it_learnt_for_its_next_start()
    {
        for (var start = 0; start < 2; start++)
        {
            await using var repository = new ModelRepository(
                new() { ModelsDirectory = _directory.ModelsPath(), DataDirectory = _directory.DataPath(), Provider = ProviderChoice.Cpu },
                null, TimeProvider.System, NullLogger<ModelRepository>.Instance);
            await repository.OpenAsync();
        }

        Assert.Single(Directory.GetFiles(System.IO.Path.Combine(_directory.DataPath(), "latency"), "*.json", SearchOption.AllDirectories));
    }

    public void Dispose()
    {
        _graph.Dispose();
        _directory.Dispose();
    }

    private LatencyStore Store(string machine = "this x 2") => new(_directory.DataPath(), machine, NullLogger.Instance);

    private string Path() => Store().PathOf(_graph.Key);

    private LoadedGraph Load(InstancePlan plan)
    {
        var manifest = Assert.Single(ModelFolder.Discover(_directory.ModelsPath())).ReadManifest();
        var variant = manifest.Variants[0];
        return LoadedGraph.Load(ModelFiles.Locate(manifest.Directory, variant.Graph.Path), manifest, variant, plan);
    }
}
