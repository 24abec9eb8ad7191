using Classifier.Fingerprint.Index.Segments;
using Classifier.Fingerprint.Index.Storage;
using Microsoft.Extensions.Logging;

namespace Classifier.Fingerprint.Index;

/// <summary>Makes the state of an index from its folder.</summary>
internal static class IndexRecovery
{
    public static IndexState Open(IFileSystem files, string directory, IndexOptions options, ILogger logger)
    {
        if (!files.Exists(Path.Combine(directory, Manifest.FileName)))
            Initialise(files, directory);
        var manifest = Manifest.Load(files, directory);
        Segment[] segments = [.. manifest.Segments.Select(s => Segment.Open(files, directory, s.Number, s.Removed, options))];
        var operations = new List<LogOperation>();
        var log = WriteAheadLog.Open(files, directory, manifest.Log, operations.Add);
        if (log.Cut > 0)
            Log.LogTorn(logger, log.Cut);
        DeleteStrangers(files, directory, manifest);
        var delta = new DeltaSegment(Math.Max(options.DeltaCapacity, operations.Count));
        var snapshot = new IndexSnapshot(segments, new DeltaView(delta, 0));
        foreach (var operation in operations)
            IndexState.ApplyOne(snapshot, operation);
        Log.IndexOpened(logger, segments.Length, operations.Count);
        return new IndexState(files, directory, options, log, manifest.NextFile, snapshot with { Delta = new DeltaView(delta, delta.Count) });
    }

    // A folder without a manifest is new, or was being made when the process died: then it holds one log without records.
    private static void Initialise(IFileSystem files, string directory)
    {
        foreach (var name in files.Names(directory))
        {
            if (name.EndsWith(".seg", StringComparison.Ordinal) || (name.EndsWith(".wal", StringComparison.Ordinal) && HasRecords(files, directory, name)))
                throw StorageFailure.Corrupt(Manifest.FileName, "it is missing, and there are data");
        }

        using var log = WriteAheadLog.Create(files, directory, 1);
        Manifest.Prepare(files, directory, new Manifest(log.Number, log.Number + 1, []));
        Manifest.Commit(files, directory);
    }

    private static bool HasRecords(IFileSystem files, string directory, string name)
    {
        using var file = files.Open(Path.Combine(directory, name), create: false);
        return file.Length > LogFormat.HeaderSize;
    }

    private static void DeleteStrangers(IFileSystem files, string directory, Manifest manifest)
    {
        HashSet<string> known = [WriteAheadLog.NameOf(manifest.Log), .. manifest.Segments.Select(s => SegmentFile.NameOf(s.Number))];
        foreach (var name in files.Names(directory))
        {
            var ours = name.EndsWith(".seg", StringComparison.Ordinal) || name.EndsWith(".wal", StringComparison.Ordinal)
                || name.EndsWith(AtomicFile.TemporarySuffix, StringComparison.Ordinal);
            if (ours && !known.Contains(name))
                AtomicFile.TryDelete(files, Path.Combine(directory, name));
        }
    }
}
