using System.Buffers;
using System.Security.Cryptography;
using Classifier.Core;
using Classifier.Inference.Internal;

namespace Classifier.Inference.Manifests;

/// <summary>Finds the files of a model and compares them with their checksums.</summary>
public static class ModelFiles
{
    private const int Prefix = 12;

    /// <summary>The file's full path; a symbolic link that leads out of the folder is refused.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: missing, or outside.</exception>
    public static string Locate(string directory, string relativePath)
    {
        var root = Resolve(Path.GetFullPath(directory));
        var path = Path.GetFullPath(Path.Combine(directory, relativePath));
        if (!File.Exists(path)) throw Failure(path, "the file is missing");
        if (!Resolve(path).StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw Failure(path, "leads out of the model's folder");
        return path;
    }

    /// <summary>Reads the whole file once and compares its SHA-256.</summary>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: unreadable, or another digest.</exception>
    public static async Task VerifyAsync(string path, string sha256, CancellationToken cancellation)
    {
        var found = await DigestAsync(path, cancellation).ConfigureAwait(false);
        if (!string.Equals(found, sha256, StringComparison.Ordinal))
            throw Failure(path, $"sha256 is {found[..Prefix]}…, the manifest says {sha256[..Prefix]}…");
    }

    private static async Task<string> DigestAsync(string path, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            await using (file.ConfigureAwait(false))
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                int read;
                while ((read = await file.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0) hash.AppendData(buffer, 0, read);
                return Convert.ToHexStringLower(hash.GetHashAndReset());
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, "cannot be read: " + OneLine.Of(e.Message));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The path with every symbolic link of it followed.</summary>
    private static string Resolve(string path)
    {
        var resolved = Path.GetPathRoot(path)!;
        foreach (var part in path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(resolved, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            try
            {
                // A link's target may itself lie behind another link, so it is resolved from the root again.
                resolved = info.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Resolve(Path.GetFullPath(target.FullName)) : next;
            }
            catch (IOException)
            {
                throw Failure(path, "is a symbolic link that leads nowhere");
            }
        }
        return Path.TrimEndingDirectorySeparator(resolved);
    }

    private static ClassifierException Failure(string path, string message) => new(ErrorKind.Configuration, $"{OneLine.Of(path)}: {message}");
}
