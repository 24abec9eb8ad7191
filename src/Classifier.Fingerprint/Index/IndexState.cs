using Classifier.Fingerprint.Index.Segments;
using Classifier.Fingerprint.Index.Storage;

namespace Classifier.Fingerprint.Index;

/// <summary>Files and snapshot of an index. Everything here but <see cref="Snapshot"/> and the numbers belongs to the writing thread.</summary>
internal sealed class IndexState : IDisposable
{
    private readonly IFileSystem _files;
    private readonly string _directory;
    private readonly IndexOptions _options;
    private WriteAheadLog _log;
    private IndexSnapshot _snapshot;
    private ulong _nextFile;
    private bool _manifestUnknown;

    public IndexState(IFileSystem files, string directory, IndexOptions options, WriteAheadLog log, ulong nextFile, IndexSnapshot snapshot) =>
        (_files, _directory, _options, _log, _nextFile, _snapshot) = (files, directory, options, log, nextFile, snapshot);

    public IndexSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>A number that no file has had. Any thread may ask.</summary>
    public ulong NextFile() => Interlocked.Increment(ref _nextFile) - 1;

    /// <param name="least">Changes that must find room.</param>
    /// <returns>How many changes the delta segment takes now; it is written out first where it is too full.</returns>
    public int MakeRoom(int least)
    {
        RefuseIfUnknown();
        if (Room < least || _log.Length >= _options.MaxLogBytes)
            Flush();
        if (Room < least)
            Publish(Snapshot.Segments, new DeltaSegment(least));
        return Room;
    }

    private int Room => Snapshot.Delta.Delta.Capacity - Snapshot.Delta.Delta.Count;

    public void Append(ReadOnlySpan<LogOperation> operations) => _log.Append(operations);

    /// <returns>For each operation whether its id was there.</returns>
    public bool[] Apply(ReadOnlySpan<LogOperation> operations)
    {
        var results = new bool[operations.Length];
        for (var i = 0; i < operations.Length; i++)
            results[i] = ApplyOne(Snapshot, operations[i]);
        Publish(Snapshot.Segments, Snapshot.Delta.Delta);
        return results;
    }

    public static bool ApplyOne(IndexSnapshot snapshot, in LogOperation operation)
    {
        if (operation.Kind == LogOperationKind.Close)
            return false;
        var id = operation.Entry.Id;
        var delta = snapshot.Delta.Delta;
        var existed = delta.Remove(id);
        foreach (var segment in snapshot.Segments)
        {
            var position = segment.Find(id);
            existed |= position >= 0 && segment.Removed.Set(position);
        }

        if (operation.Kind == LogOperationKind.Add)
            delta.Append(operation.Entry);
        return existed;
    }

    /// <summary>Writes the delta segment out and begins a new log.</summary>
    public bool Flush()
    {
        RefuseIfUnknown();
        var delta = Snapshot.Delta.Delta;
        if (_log.Length == LogFormat.HeaderSize)
            return false;
        var order = delta.Sorted();
        List<Segment> segments = [.. Snapshot.Segments];
        if (order.Length != 0)
        {
            var number = NextFile();
            SegmentBuilder.Write(_files, _directory, number, delta, order);
            segments.Add(Segment.Open(_files, _directory, number, [], _options));
        }

        Restart(segments);
        return true;
    }

    /// <summary>Puts a merged segment in the place of its sources.</summary>
    public bool Swap(SegmentMerge merge, Segment? merged)
    {
        RefuseIfUnknown();
        foreach (var id in merge.RemovedSince())
        {
            var position = merged?.Find(id) ?? -1;
            if (position >= 0)
                merged!.Removed.Set(position);
        }

        List<Segment> segments = [.. Snapshot.Segments.Except(merge.Sources)];
        if (merged is not null)
            segments.Insert(0, merged);
        Save(_log.Number, segments, []);
        Publish(segments, Snapshot.Delta.Delta);
        foreach (var source in merge.Sources)
            AtomicFile.TryDelete(_files, Path.Combine(_directory, SegmentFile.NameOf(source.Number)));
        return true;
    }

    /// <summary>Adds a segment whose entries replace those with the same ids.</summary>
    public bool Include(Segment added)
    {
        // Entries of the log must not come on top of what is newer than they are.
        Flush();
        var replaced = new List<(Segment Segment, int Position)>();
        foreach (var segment in Snapshot.Segments)
        {
            for (var i = 0; i < added.Count; i++)
            {
                var position = segment.Find(added.IdAt(i));
                if (position >= 0)
                    replaced.Add((segment, position));
            }
        }

        IReadOnlyList<Segment> segments = [.. Snapshot.Segments, added];
        Save(_log.Number, segments, replaced);
        foreach (var (segment, position) in replaced)
            segment.Removed.Set(position);
        Publish(segments, Snapshot.Delta.Delta);
        return true;
    }

    /// <summary>Says in the log that all is well, so that a later damage of its end cannot pass for a crash.</summary>
    public void Close()
    {
        if (!_manifestUnknown)
            _log.Append([LogOperation.Close]);
    }

    public void Dispose() => _log.Dispose();

    private void Restart(List<Segment> segments)
    {
        var log = WriteAheadLog.Create(_files, _directory, NextFile());
        var old = _log;
        try
        {
            Save(log.Number, segments, []);
        }
        catch
        {
            log.Dispose();
            throw;
        }

        _log = log;
        Publish(segments, new DeltaSegment(_options.DeltaCapacity));
        old.Dispose();
        AtomicFile.TryDelete(_files, Path.Combine(_directory, WriteAheadLog.NameOf(old.Number)));
    }

    private void Save(ulong log, IReadOnlyList<Segment> segments, List<(Segment Segment, int Position)> replaced)
    {
        var marks = replaced.ToLookup(mark => mark.Segment, mark => mark.Position);
        var manifest = new Manifest(log, Volatile.Read(ref _nextFile), [.. segments.Select(s => Describe(s, marks[s]))]);
        Manifest.Prepare(_files, _directory, manifest);
        _manifestUnknown = true;
        Manifest.Commit(_files, _directory);
        _manifestUnknown = false;
    }

    private static ManifestSegment Describe(Segment segment, IEnumerable<int> alsoRemoved)
    {
        var words = segment.Removed.ToWords();
        foreach (var position in alsoRemoved)
        {
            if (words.Length == 0)
                words = new ulong[(segment.Count + 63) / 64];
            words[position >> 6] |= 1UL << position;
        }

        return new ManifestSegment(segment.Number, words);
    }

    private void Publish(IReadOnlyList<Segment> segments, DeltaSegment delta) =>
        Volatile.Write(ref _snapshot, new IndexSnapshot(segments, new DeltaView(delta, delta.Count)));

    private void RefuseIfUnknown()
    {
        if (_manifestUnknown)
            throw StorageFailure.Failed("The index takes no changes since its list of files could not be written; open it anew.");
    }
}
