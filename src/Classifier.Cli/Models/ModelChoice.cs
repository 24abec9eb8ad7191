using Classifier.Cli.Shell;
using Classifier.Inference.Manifests;

namespace Classifier.Cli.Models;

/// <summary>Finds the model that <c>--model</c> names.</summary>
internal static class ModelChoice
{
    /// <param name="name"><c>NAME</c> or <c>NAME@VERSION</c>; without a version the highest is taken.</param>
    /// <exception cref="CliException">No such model, or its manifest cannot be read (5).</exception>
    public static ModelManifest Find(string modelsDirectory, string name)
    {
        var parts = name.Split('@', 2);
        var found = ModelFolders.Find(modelsDirectory)
            .Where(m => m.Name == parts[0] && (parts.Length == 1 || m.Version == parts[1]))
            .OrderBy(m => m.Version.Length).ThenBy(m => m.Version, StringComparer.Ordinal)
            .LastOrDefault() ?? throw CliException.Failed($"there is no model {name} in {modelsDirectory}.");
        return found.Manifest ?? throw CliException.Failed(found.Problem!);
    }

    /// <summary>Where <c>serve</c> looks for a graph: beside the manifest where it is committed, in the data directory where it is built.</summary>
    public static string GraphPath(ModelManifest manifest, string target, string dataDirectory)
    {
        var variant = manifest.Variants.FirstOrDefault(v => v.Name == target)
            ?? throw CliException.Failed($"{manifest.Id} names no graph {target}; give --out.");
        return variant.Built
            ? Path.GetFullPath(Path.Combine(dataDirectory, "models", manifest.Id.Name, manifest.Id.Version, variant.Graph.Path))
            : Path.GetFullPath(Path.Combine(manifest.Directory, variant.Graph.Path));
    }
}
