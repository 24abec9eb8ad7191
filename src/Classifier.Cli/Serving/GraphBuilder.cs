using Classifier.Inference.Manifests;
using Classifier.ModelBuilder;

namespace Classifier.Cli.Serving;

/// <summary>The one place that knows the builder: graphs of a model from the weights beside its manifest.</summary>
internal static class GraphBuilder
{
    private const string WeightsFolder = "weights";

    /// <summary>Lets the model repository build the graphs that are not committed.</summary>
    /// <param name="variant">Named after its target.</param>
    /// <param name="path">Where the graph is written.</param>
    public static Task BuildAsync(ModelManifest manifest, ModelVariant variant, string path, CancellationToken cancellation) =>
        Task.Run(() => Build(manifest.Directory, variant.Name, path), cancellation);

    /// <exception cref="Core.ClassifierException">Weights are missing or not valid, or the file cannot be written.</exception>
    public static BuiltGraph Build(string modelDirectory, string target, string path) =>
        ModelBuild.Build(Path.Combine(modelDirectory, WeightsFolder), GraphTargets.Parse(target), path);

    /// <exception cref="Core.ClassifierException">A file is missing or not valid.</exception>
    public static RefreshedModel Refresh(string modelDirectory) => ModelBuild.Refresh(modelDirectory);
}
