using Classifier.Core;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;

namespace Classifier.Inference.Models;

/// <summary>A version's folder of the models directory.</summary>
internal sealed record ModelFolder(ModelId Id, string Path)
{
    /// <summary>Every <c>name/version</c> that holds a manifest; by name, highest version first.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: no such directory, or none in it.</exception>
    public static IReadOnlyList<ModelFolder> Discover(string modelsDirectory)
    {
        List<ModelFolder> folders = [];
        try
        {
            foreach (var name in Directory.EnumerateDirectories(modelsDirectory))
                foreach (var version in Directory.EnumerateDirectories(name))
                    if (File.Exists(System.IO.Path.Combine(version, ManifestReader.FileName)))
                        folders.Add(new(new(System.IO.Path.GetFileName(name), System.IO.Path.GetFileName(version)), version));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Failure(modelsDirectory, "cannot be read: " + OneLine.Of(e.Message));
        }
        if (folders.Count == 0) throw Failure(modelsDirectory, $"holds no model (name/version/{ManifestReader.FileName})");
        return [.. folders.OrderBy(f => f.Id.Name, StringComparer.Ordinal).ThenByDescending(f => f.Id.Version, VersionOrder.Instance)];
    }

    /// <summary>The manifest, which must call itself what its folder does.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>.</exception>
    public ModelManifest ReadManifest()
    {
        var manifest = ManifestReader.Read(Path);
        if (manifest.Id != Id) throw Failure(System.IO.Path.Combine(Path, ManifestReader.FileName), $"is of {manifest.Id}, the folder says {OneLine.Of(Id.ToString())}");
        return manifest;
    }

    /// <summary>Stands in for a manifest that cannot be read, so that the version can still be listed with its reason.</summary>
    public ModelManifest Unreadable() => new()
    {
        Id = Id,
        Family = "unknown",
        Licence = ModelLicence.ResearchOnly,
        Outputs = [],
        Tasks = [],
        Variants = [],
        Files = new Dictionary<string, ModelFile>(),
        Window = new(0, 0),
        Limits = new(0, 0, 0, []),
        Scheduling = new(0, 0, TimeSpan.Zero),
        Policy = new(Decision.Review),
        Directory = Path,
    };

    private static ClassifierException Failure(string path, string message) => new(ErrorKind.Configuration, $"{OneLine.Of(path)}: {message}");
}
