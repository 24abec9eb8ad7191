using Classifier.Core;
using Classifier.Fingerprint.Index.Scanning;
using Classifier.Fingerprint.Index.Search;
using Classifier.Fingerprint.Index.Segments;
using Classifier.Fingerprint.Index.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Fingerprint.Index;

/// <summary>
/// A durable set of 256-bit codes with exact search by Hamming distance. Searches never wait for changes; a change is acknowledged
/// once it is on disk. One process at a time.
/// </summary>
/// <remarks>A search that overlaps with the replacement of entries sees of each the old code, the new one or none, never both.</remarks>
public sealed class FingerprintIndex : IDisposable
{
    /// <summary>Largest distance of two codes.</summary>
    public const int MaxRadius = Hash256.BitCount;

    private const int QueriesAtOnce = 256;

    private readonly IFileSystem _files;
    private readonly string _directory;
    private readonly IndexOptions _options;
    private readonly IDisposable _lock;
    private readonly IndexState _state;
    private readonly IndexWriter _writer;
    private readonly SemaphoreSlim _rewriting = new(1, 1);
    private int _compacting;
    private bool _disposed;

    private FingerprintIndex(IFileSystem files, string directory, IndexOptions options, ILogger logger)
    {
        (_files, _directory, _options) = (files, directory, options);
        files.CreateDirectory(directory);
        _lock = files.Lock(Path.Combine(directory, "LOCK"));
        try
        {
            _state = IndexRecovery.Open(files, directory, options, logger);
        }
        catch (Exception e) when (e is ClassifierException || StorageFailure.IsOfDisk(e))
        {
            _lock.Dispose();
            throw e as ClassifierException ?? StorageFailure.Failed("The index could not read its files.", e);
        }

        _writer = new IndexWriter(_state);
    }

    /// <summary>Entries now.</summary>
    public long Count => _state.Snapshot.LiveCount;

    /// <summary>Segments now, without the one in memory.</summary>
    public int SegmentCount => _state.Snapshot.Segments.Count;

    /// <summary>Opens the index of a folder, or makes a new one.</summary>
    /// <exception cref="ClassifierException">StorageFailed: in use or unreadable. StorageCorrupt: its files are damaged.</exception>
    public static FingerprintIndex Open(string directory, IndexOptions? options = null, ILogger? logger = null) =>
        Open(new DiskFiles(), directory, options ?? new IndexOptions(), logger ?? NullLogger.Instance);

    internal static FingerprintIndex Open(IFileSystem files, string directory, IndexOptions options, ILogger logger)
    {
        options.Validate();
        return new FingerprintIndex(files, directory, options, logger);
    }

    /// <summary>Writes a small file of the owner's into an index's folder: whole and durable, or not at all.</summary>
    /// <exception cref="ClassifierException">StorageFailed.</exception>
    internal static void WriteBeside(string directory, string name, byte[] content) =>
        AtomicFile.Write(new DiskFiles(), directory, name, file => file.Write(content, 0));

    /// <summary>Puts an entry, in place of one with the same id.</summary>
    /// <returns>Whether there was one; completes when the entry is durable and visible.</returns>
    /// <exception cref="ClassifierException">TooLarge: the payload. StorageFailed: the disk refused; nothing was changed.</exception>
    public Task<bool> AddAsync(IndexEntry entry) => ReplaceAsync([], [entry]);

    /// <summary>Removes an entry.</summary>
    /// <returns>Whether there was one; completes when its removal is durable and visible.</returns>
    public Task<bool> RemoveAsync(ulong id) => ReplaceAsync([id], []);

    /// <summary>Removes entries, then puts others, each in place of one with the same id: one change, durable as a whole or not at all.</summary>
    /// <returns>Whether any of them was there; completes when the change is durable and visible.</returns>
    /// <exception cref="ClassifierException">As <see cref="AddAsync"/>.</exception>
    public async Task<bool> ReplaceAsync(IReadOnlyList<ulong> removed, IReadOnlyList<IndexEntry> added)
    {
        if (added.Any(entry => entry.Payload.Length > IndexEntry.MaxPayload))
            throw new ClassifierException(ErrorKind.TooLarge, $"A payload has at most {IndexEntry.MaxPayload} bytes.");
        if (removed.Count + added.Count == 0)
            return false;
        return await ChangeAsync([.. removed.Select(LogOperation.Remove), .. added.Select(LogOperation.Add)]);
    }

    /// <summary>Puts many entries at once, all or none, without the log: a new segment. Of entries with one id the last wins.</summary>
    public async Task ImportAsync(IEnumerable<IndexEntry> entries)
    {
        await _rewriting.WaitAsync();
        try
        {
            var sorted = await Task.Run(() => Distinct(entries));
            if (sorted.Count == 0)
                return;
            var number = _state.NextFile();
            var segment = await Task.Run(() =>
            {
                SegmentBuilder.Write(_files, _directory, number, sorted);
                return Segment.Open(_files, _directory, number, [], _options);
            });
            await _writer.Submit(new PendingChange(() => _state.Include(segment)));
        }
        finally
        {
            _rewriting.Release();
        }
    }

    /// <summary>Makes one segment of everything, without what was removed.</summary>
    public async Task CompactAsync()
    {
        await _writer.Submit(new PendingChange(_state.Flush));
        await MergeAsync(snapshot => snapshot.Segments);
    }

    public bool TryGet(ulong id, out IndexEntry entry) => _state.Snapshot.TryFind(id, out entry);

    /// <returns>False when no entry has an id of this short range, its ends included; cheaper than to look for each of them.</returns>
    internal bool MayHave(ulong first, ulong last) => _state.Snapshot.MayHave(first, last);

    /// <returns>Every entry of this moment, in no order.</returns>
    public IEnumerable<IndexEntry> Entries() => _state.Snapshot.Entries();

    /// <returns>For each query every entry within the radius, nearest first, ties by id.</returns>
    public SearchHit[][] Search(ReadOnlySpan<Hash256> queries, int radius)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(radius, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radius, MaxRadius);
        return Run(queries, query => new RadiusCollector(query, radius));
    }

    /// <returns>For each query the nearest entries, at most <paramref name="count"/> and none beyond the radius, ties by id.</returns>
    public SearchHit[][] Nearest(ReadOnlySpan<Hash256> queries, int count, int radius = MaxRadius)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(radius, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radius, MaxRadius);
        return Run(queries, query => new NearestCollector(query, count, radius));
    }

    /// <summary>Finishes accepted changes and closes the files.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _writer.Dispose();
        try
        {
            _state.Close();
        }
        catch (ClassifierException)
        {
            // What was acknowledged is durable without the closing mark.
        }

        _state.Dispose();
        _lock.Dispose();
        _rewriting.Dispose();
    }

    private static List<IndexEntry> Distinct(IEnumerable<IndexEntry> entries)
    {
        // Sorting is stable, so the last of equal ids is the newest.
        var sorted = entries.OrderBy(entry => entry.Id).ToList();
        var kept = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (sorted[i].Payload.Length > IndexEntry.MaxPayload)
                throw new ClassifierException(ErrorKind.TooLarge, $"A payload has at most {IndexEntry.MaxPayload} bytes.");
            if (i + 1 == sorted.Count || sorted[i].Id != sorted[i + 1].Id)
                sorted[kept++] = sorted[i];
        }

        sorted.RemoveRange(kept, sorted.Count - kept);
        return sorted;
    }

    private async Task<bool> ChangeAsync(LogOperation[] operations)
    {
        var existed = await _writer.Submit(new PendingChange(operations));
        if (_options.AutoCompact && SegmentCount >= CompactionPolicy.MostSegments && Interlocked.Exchange(ref _compacting, 1) == 0)
            _ = Task.Run(CompactInBackgroundAsync);
        return existed;
    }

    private async Task CompactInBackgroundAsync()
    {
        try
        {
            await MergeAsync(snapshot =>
                [.. CompactionPolicy.Choose([.. snapshot.Segments.Select(s => s.LiveCount)]).Select(i => snapshot.Segments[i])]);
        }
        catch (Exception e) when (e is ClassifierException or ObjectDisposedException || StorageFailure.IsOfDisk(e))
        {
            // Nothing is lost: the next change tries again, and its own failure, if the disk is at fault, reaches its caller.
        }
        finally
        {
            Volatile.Write(ref _compacting, 0);
        }
    }

    private async Task MergeAsync(Func<IndexSnapshot, IReadOnlyList<Segment>> choose)
    {
        await _rewriting.WaitAsync();
        try
        {
            var sources = choose(_state.Snapshot);
            if (sources.Count == 0 || (sources.Count == 1 && sources[0].Removed.Count == 0))
                return;
            var number = _state.NextFile();
            var (merge, merged) = await Task.Run(() =>
            {
                var merge = new SegmentMerge(sources);
                if (merge.Count == 0)
                    return (merge, null);
                SegmentBuilder.Write(_files, _directory, number, merge);
                return (merge, (Segment?)Segment.Open(_files, _directory, number, [], _options));
            });
            await _writer.Submit(new PendingChange(() => _state.Swap(merge, merged)));
        }
        finally
        {
            _rewriting.Release();
        }
    }

    private SearchHit[][] Run(ReadOnlySpan<Hash256> queries, Func<Hash256, HitCollector> collector)
    {
        var threads = _options.SearchThreads == 0 ? Environment.ProcessorCount : _options.SearchThreads;
        var hits = new SearchHit[queries.Length][];
        var snapshot = _state.Snapshot;
        for (var first = 0; first < queries.Length; first += QueriesAtOnce)
        {
            var collectors = new HitCollector[Math.Min(QueriesAtOnce, queries.Length - first)];
            for (var i = 0; i < collectors.Length; i++)
                collectors[i] = collector(queries[first + i]);
            SnapshotSearch.Run(snapshot, collectors, threads);
            for (var i = 0; i < collectors.Length; i++)
                hits[first + i] = collectors[i].Take();
        }

        return hits;
    }
}
