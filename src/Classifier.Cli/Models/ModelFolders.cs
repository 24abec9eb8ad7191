using Classifier.Cli.Shell;
using Classifier.Core;
using Classifier.Inference.Manifests;

namespace Classifier.Cli.Models;

/// <summary>A version's folder with its manifest, or why that cannot be read.</summary>
internal sealed record FoundModel(string Directory, ModelManifest? Manifest, string? Problem)
{
    public string Name => Path.GetFileName(Path.GetDirectoryName(Directory)!);
    public string Version => Path.GetFileName(Directory);
}

/// <summary>Looks for <c>name/version/manifest.yaml</c>.</summary>
internal static class ModelFolders
{
    /// <summary>In order of name and version; empty where the folder holds none.</summary>
    /// <exception cref="CliException">The folder cannot be read (5).</exception>
    public static IReadOnlyList<FoundModel> Find(string modelsDirectory)
    {
        try
        {
            return
            [
                .. Directory.EnumerateDirectories(Path.GetFullPath(modelsDirectory))
                    .SelectMany(Directory.EnumerateDirectories)
                    .Where(d => File.Exists(Path.Combine(d, ManifestReader.FileName)))
                    .Order(StringComparer.Ordinal)
                    .Select(Read),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CliException.Failed($"models folder {modelsDirectory} cannot be read: {e.Message}", e);
        }
    }

    private static FoundModel Read(string directory)
    {
        try
        {
            return new(directory, ManifestReader.Read(directory), null);
        }
        catch (ClassifierException e)
        {
            return new(directory, null, e.Message);
        }
    }
}
