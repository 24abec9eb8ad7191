using Classifier.Architecture.Tests.Facts;
using Classifier.Architecture.Tests.Rules;

namespace Classifier.Architecture.Tests;

public sealed class LayerTests
{
    [Fact]
    public void Projects_declare_references_in_the_direction_of_the_layers() =>
        Assert.Empty(Layers.Violations(ProjectFiles.Components()));

    [Fact]
    public void Assemblies_use_each_other_in_the_direction_of_the_layers() =>
        Assert.Empty(Layers.Violations(Assemblies.Components()));

    [Fact]
    public void Facts_are_read_from_every_project()
    {
        var projects = ProjectFiles.Components().ToArray();
        Assert.Equal(projects.Select(project => project.Name), Assemblies.Components().Select(assembly => assembly.Name));
        Assert.Contains(projects, project => project.Name == "Classifier.Pipeline" && project.References.Contains("Classifier.Text"));
        // Both sides of the condition on the accelerator are seen.
        Assert.Contains(projects, project => project.References.Contains("Microsoft.ML.OnnxRuntime.Gpu.Linux"));
    }

    [Theory]
    [InlineData("Classifier.Core", "Classifier.Text")]
    [InlineData("Classifier.Text", "Classifier.Inference")]
    [InlineData("Classifier.Inference", "Classifier.Governance")]
    [InlineData("Classifier.Governance", "Classifier.Pipeline")]
    [InlineData("Classifier.Pipeline", "Classifier.Server")]
    [InlineData("Classifier.Pipeline", "Classifier.Protos")]
    [InlineData("Classifier.Server", "Classifier.Cli")]
    [InlineData("Classifier.Server", "Classifier.Client")]
    [InlineData("Classifier.ModelBuilder", "Classifier.Inference")]
    [InlineData("Classifier.Pipeline", "Grpc.Core.Api")]
    [InlineData("Classifier.Cli", "Grpc.Net.Client")]
    [InlineData("Classifier.Pipeline", "Microsoft.ML.OnnxRuntime")]
    [InlineData("Classifier.ModelBuilder", "Microsoft.ML.OnnxRuntime.Gpu.Linux")]
    [InlineData("Classifier.Inference", "Microsoft.ML.Tokenizers")]
    [InlineData("Classifier.Server", "Spectre.Console")]
    [InlineData("Classifier.Server", "System.CommandLine")]
    [InlineData("Classifier.Core", "Google.Protobuf")]
    [InlineData("Classifier.Newcomer", "System.Runtime")]
    public void Layers_refuse(string project, string reference) =>
        Assert.Single(Layers.Violations([new Component(project, [reference])]));

    [Theory]
    [InlineData("Classifier.Cli", "Classifier.Server")]
    [InlineData("Classifier.Server", "Grpc.AspNetCore")]
    [InlineData("Classifier.ModelBuilder", "Grpc.Tools")]
    [InlineData("Classifier.Core", "System.Runtime")]
    public void Layers_allow(string project, string reference) =>
        Assert.Empty(Layers.Violations([new Component(project, [reference])]));
}
