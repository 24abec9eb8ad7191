using System.Buffers;
using System.Collections.Concurrent;
using Classifier.Cli.Scan.Records;
using Classifier.Cli.Scan.Walk;

namespace Classifier.Cli.Scan.Phases;

/// <summary>
/// Finds files of equal bytes without decoding any: only files that share their size are read, and BLAKE3, which nobody can make
/// collide, says whether they are equal. Empty files are left alone.
/// </summary>
internal sealed class ContentHashing(ScanIndex index, int workers)
{
    private const int ChunkBytes = 1 << 18;

    /// <summary>Files whose size some other file has; two names of one file are read once.</summary>
    public static IReadOnlyList<FoundFile> Candidates(IReadOnlyList<FoundFile> files) =>
        [.. files.Where(f => f.Size > 0).GroupBy(f => f.Size).Where(g => g.Skip(1).Any()).SelectMany(g => g.DistinctBy(f => f.Identity)).Order(ByName)];

    /// <summary>Hashes what the index does not know. Files that cannot be read are missing in the result; the next phase says why.</summary>
    /// <param name="done">Called for each file, from any thread.</param>
    public async Task<IReadOnlyDictionary<FileIdentity, Blake3.Hash>> RunAsync(
        IReadOnlyList<FoundFile> candidates, Action done, CancellationToken cancellation)
    {
        var hashes = new ConcurrentDictionary<FileIdentity, Blake3.Hash>();
        await Parallel.ForEachAsync(candidates, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, (file, token) =>
        {
            if (!index.TryGetContent(file, out var hash))
            {
                try
                {
                    hash = Hash(file, token);
                    index.Add(file, hash.Value);
                }
                catch (UnreadableException)
                {
                    // It is unequal to everything as far as anyone can tell.
                }
            }

            if (hash is { } known) hashes[file.Identity] = known;
            done();
            return ValueTask.CompletedTask;
        });
        return hashes;
    }

    /// <exception cref="UnreadableException">The file is gone, changes or may not be read.</exception>
    private static Blake3.Hash Hash(FoundFile file, CancellationToken cancellation)
    {
        using var opened = OpenedFile.Open(file);
        using var hasher = Blake3.Hasher.New();
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (long offset = 0; opened.Read(chunk, offset) is var read and > 0; offset += read)
            {
                cancellation.ThrowIfCancellationRequested();
                hasher.Update(chunk.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        opened.RequireUnchanged();
        return hasher.Finalize();
    }

    private static readonly Comparer<FoundFile> ByName = Comparer<FoundFile>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));
}
