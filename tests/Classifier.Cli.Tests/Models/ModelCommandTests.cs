using Classifier.Cli.Models;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;
using Classifier.Client.Tests.Fakes;
using Classifier.V1;

namespace Classifier.Cli.Tests.Models;

public sealed class ModelCommandTests : IDisposable
{
    private static readonly string[] Keys = ["name", "version", "licence", "tasks", "variants", "state", "active_variant", "provider", "problem"];
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task List_shows_a_model_with_an_unreadable_manifest_and_why()
    {
        _folder.File("models/text/1/manifest.yaml", "name: [");
        _folder.File("models/text/notes/readme.txt", "");
        var run = await CommandLineRun.OfAsync($"model list --models {_folder.Path}/models --json");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var model = Assert.Single(run.Json.GetProperty("models").EnumerateArray());
        JsonShape.HasKeys(model, Keys);
        Assert.Equal(("text", "1"), (model.GetProperty("name").GetString(), model.GetProperty("version").GetString()));
        Assert.Contains("manifest.yaml", model.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_shows_what_a_server_runs()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Admin.Models = new()
        {
            Models =
            {
                new Model
                {
                    Name = "text", Version = "2", State = Model.Types.State.Active, Tasks = { "hate" }, Licence = "permissive", Variant = "cpu-int8", Provider = "cpu",
                },
                new Model { Name = "text", Version = "1", State = Model.Types.State.Failed, Reason = "sha256 differs" },
            },
        };
        var run = await CommandLineRun.OfAsync($"model list --address {server.Address} --json");

        var models = run.Json.GetProperty("models").EnumerateArray().ToArray();
        Assert.All(models, m => JsonShape.HasKeys(m, Keys));
        Assert.Equal(("ACTIVE", "cpu-int8"), (models[0].GetProperty("state").GetString(), models[0].GetProperty("active_variant").GetString()));
        Assert.Equal(("FAILED", "sha256 differs"), (models[1].GetProperty("state").GetString(), models[1].GetProperty("problem").GetString()));
    }

    [Fact]
    public void Choice_takes_the_highest_version_or_the_named_one()
    {
        var models = CheckoutModels.Copy(_folder);
        var first = Path.Combine(models, "text", "1");
        foreach (var version in new[] { "9", "10" })
            _folder.File($"models/text/{version}/manifest.yaml", File.ReadAllText(Path.Combine(first, "manifest.yaml")).Replace("version: \"1\"", $"version: \"{version}\"", StringComparison.Ordinal));

        Assert.EndsWith("/10", ModelChoice.Find(models, "text").Directory, StringComparison.Ordinal);
        Assert.EndsWith("/1", ModelChoice.Find(models, "text@1").Directory, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, Assert.Throws<CliException>(() => ModelChoice.Find(models, "text@2")).ExitCode);
        Assert.Equal(ExitCode.Failed, Assert.Throws<CliException>(() => ModelChoice.Find(models, "tex")).ExitCode);
    }

    [Fact]
    public void Graphs_that_are_built_lie_in_the_data_directory_and_committed_ones_beside_the_manifest()
    {
        var manifest = ModelChoice.Find(CheckoutModels.Folder(), "text@1");
        var built = manifest.Variants.First(v => v.Built);
        var committed = manifest.Variants.First(v => !v.Built);
        Assert.Equal(Path.Combine(_folder.Path, "models", "text", "1", built.Graph.Path), ModelChoice.GraphPath(manifest, built.Name, _folder.Path));
        Assert.Equal(Path.GetFullPath(Path.Combine(manifest.Directory, committed.Graph.Path)), ModelChoice.GraphPath(manifest, committed.Name, _folder.Path));
        Assert.Throws<CliException>(() => ModelChoice.GraphPath(manifest, "other", _folder.Path));
    }

    [Fact]
    public void Models_folder_is_found_from_anywhere_below_the_checkout_and_only_if_it_is_ours()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "models", "text"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "src", "bin", "models"));
        Assert.Equal(Path.Combine(_folder.Path, "models"), ModelsFolder.Above(Path.Combine(_folder.Path, "src", "bin")));
        Assert.Null(ModelsFolder.Above("/"));
    }

    public void Dispose() => _folder.Dispose();
}
