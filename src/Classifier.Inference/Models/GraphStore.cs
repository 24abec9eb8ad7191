using Classifier.Core;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;
using Microsoft.Extensions.Logging;

namespace Classifier.Inference.Models;

/// <summary>Gives a variant's verified graph: the committed file, or one that is built into the data directory once.</summary>
/// <param name="build">Writes a graph to a path; null where nothing can be built.</param>
internal sealed class GraphStore(string dataDirectory, Func<ModelManifest, ModelVariant, string, CancellationToken, Task>? build, ILogger logger)
{
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: missing, another checksum, or not built.</exception>
    public async Task<string> GetAsync(ModelManifest manifest, ModelVariant variant, CancellationToken cancellation)
    {
        if (variant.Built) return await BuiltAsync(manifest, variant, cancellation).ConfigureAwait(false);
        var path = ModelFiles.Locate(manifest.Directory, variant.Graph.Path);
        await VerifyAsync(path, variant, cancellation).ConfigureAwait(false);
        return path;
    }

    /// <summary>Where a built graph is kept.</summary>
    public string PathOf(ModelManifest manifest, ModelVariant variant) =>
        Path.GetFullPath(Path.Combine(dataDirectory, "models", manifest.Id.Name, manifest.Id.Version, variant.Graph.Path));

    private async Task<string> BuiltAsync(ModelManifest manifest, ModelVariant variant, CancellationToken cancellation)
    {
        var path = PathOf(manifest, variant);
        // A graph that was built in place, beside the manifest, is as good as one in the data directory.
        foreach (var kept in new[] { path, Path.GetFullPath(Path.Combine(manifest.Directory, variant.Graph.Path)) })
        {
            if (!File.Exists(kept)) continue;
            try
            {
                await VerifyAsync(kept, variant, cancellation).ConfigureAwait(false);
                return kept;
            }
            catch (ClassifierException) when (build is not null)
            {
                InferenceLog.Rebuilding(logger, manifest.Id, variant.Name);
            }
        }
        if (build is null) throw Failure(path, $"the graph {variant.Name} is not built yet; run `classifier model build`");

        InferenceLog.Building(logger, manifest.Id, variant.Name);
        // Written beside its place and moved, so that a crash or a second process never leaves half a graph there.
        var scratch = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await build(manifest, variant, scratch, cancellation).ConfigureAwait(false);
            if (!File.Exists(scratch)) throw Failure(path, $"building {variant.Name} wrote no file");
            await VerifyAsync(scratch, variant, cancellation).ConfigureAwait(false);
            File.Move(scratch, path, overwrite: true);
            return path;
        }
        catch (Exception e) when (e is not (ClassifierException or OperationCanceledException))
        {
            // Whatever the builder throws, the model failed for it and the server says so in one line.
            throw Failure(path, $"building {variant.Name} failed: {OneLine.Of(e.Message)}");
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    private static Task VerifyAsync(string path, ModelVariant variant, CancellationToken cancellation) =>
        variant.Graph.Sha256 is { } sha256 ? ModelFiles.VerifyAsync(path, sha256, cancellation) : Task.CompletedTask;

    private static ClassifierException Failure(string path, string message) => new(ErrorKind.Configuration, $"{OneLine.Of(path)}: {message}");
}
