using Classifier.Core;
using Classifier.Inference.Manifests;

namespace Classifier.Cli.Models;

/// <summary>A file of a model compared with the manifest. A null problem means that it is there with the right checksum.</summary>
/// <param name="Role">What it is for: a variant's name, or its key in the manifest.</param>
internal sealed record CheckedFile(string Role, string Path, string? Problem);

/// <summary>Compares a model's committed files with their checksums. Graphs that are built on this machine are not among them.</summary>
internal static class ModelFilesCheck
{
    public static async Task<IReadOnlyList<CheckedFile>> RunAsync(ModelManifest manifest, CancellationToken cancellation)
    {
        var files = manifest.Variants.Where(v => !v.Built).Select(v => (Role: v.Name, File: v.Graph))
            .Concat(manifest.Graphs.SelectMany(g => g.Variants.Where(v => !v.Built).Select(v => (Role: $"{g.Name} {v.Name}", File: v.Graph))))
            .Concat(manifest.Files.Select(f => (Role: f.Key, File: f.Value)));
        if (manifest.Golden is { } golden) files = files.Append((Role: "golden", golden.File));
        var results = new List<CheckedFile>();
        foreach (var (role, file) in files) results.Add(new(role, file.Path, await ProblemAsync(manifest.Directory, file, cancellation)));
        return results;
    }

    private static async Task<string?> ProblemAsync(string directory, ModelFile file, CancellationToken cancellation)
    {
        try
        {
            var path = ModelFiles.Locate(directory, file.Path);
            if (file.Sha256 is { } sha256) await ModelFiles.VerifyAsync(path, sha256, cancellation);
            return null;
        }
        catch (ClassifierException e)
        {
            return e.Message;
        }
    }
}
