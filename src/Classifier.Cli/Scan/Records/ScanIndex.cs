using System.Diagnostics.CodeAnalysis;
using System.Text;
using Classifier.Cli.Scan.Prints;
using Classifier.Cli.Scan.Walk;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Scan.Records;

/// <summary>
/// What earlier scans found, kept in one file: for each name in the tree, the state of the file then, and its content's hash and
/// print. A file whose size, time or inode has changed counts as not seen. Thread-safe.
/// </summary>
internal sealed class ScanIndex : IDisposable
{
    // The number grows when a print is made in another way, so that old ones are not compared with new ones.
    private static readonly byte[] Header = "CLSFSCAN\x01\x00\x00\x00"u8.ToArray();

    private const byte ContentRecord = 1;
    private const byte PrintRecordKind = 2;

    // Fewer dead records than this are not worth writing the file anew.
    private const int WorthCompacting = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly MemoryStream _payload = new();
    private readonly BinaryWriter _writer;
    private RecordLog _log;
    private int _records;

    private ScanIndex(string path, TimeProvider time)
    {
        (_path, _time) = (path, time);
        _writer = new BinaryWriter(_payload);
        _log = RecordLog.Open(path, Header, time, Take);
    }

    public int Count => _entries.Count;

    /// <summary>Bytes of a damaged end that were dropped on opening.</summary>
    public long Dropped => _log.Dropped;

    /// <exception cref="CliException">The file is something else, in use, or cannot be opened.</exception>
    public static ScanIndex Open(string path, TimeProvider time)
    {
        try
        {
            return new ScanIndex(path, time);
        }
        catch (InvalidDataException e)
        {
            throw CliException.InputRefused($"{path} is no index of this version; name another file or delete it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"the index cannot be opened, or another scan uses it: {e.Message}", e);
        }
    }

    public bool TryGetContent(FoundFile file, [NotNullWhen(true)] out Blake3.Hash? hash)
    {
        lock (_lock) hash = Find(file)?.Content;
        return hash is not null;
    }

    public bool TryGetPrint(FoundFile file, [NotNullWhen(true)] out FilePrint? print)
    {
        lock (_lock) print = Find(file)?.Print;
        return print is not null;
    }

    /// <summary>Remembers the hash of a file's bytes. When this returns, the end of the process does not lose it.</summary>
    public void Add(FoundFile file, Blake3.Hash content)
    {
        lock (_lock) Append(file.Name, Current(file.Name, file.Stamp) with { Content = content }, withContent: true, withPrint: false);
    }

    /// <summary>Remembers a file's print. When this returns, the end of the process does not lose it.</summary>
    public void Add(FoundFile file, FilePrint print)
    {
        lock (_lock) Append(file.Name, Current(file.Name, file.Stamp) with { Print = print }, withContent: false, withPrint: true);
    }

    /// <summary>Writes the file anew without what no file of the tree needs, where that is most of it.</summary>
    public void Compact(IEnumerable<FoundFile> tree)
    {
        lock (_lock)
        {
            var live = tree.Where(file => Find(file) is not null).Select(file => (file.Name, Entry: Find(file)!)).ToList();
            var needed = live.Sum(l => (l.Entry.Content is null ? 0 : 1) + (l.Entry.Print is null ? 0 : 1));
            if (_records - needed < Math.Max(WorthCompacting, needed)) return;
            var fresh = _path + OwnFile.Unfinished;
            File.Delete(fresh);
            _log.Dispose();
            _log = RecordLog.Open(fresh, Header, _time, _ => { });
            _entries.Clear();
            _records = 0;
            foreach (var (name, entry) in live) Append(name, entry, entry.Content is not null, entry.Print is not null);
            _log.Sync();
            // The lock stays on the file under its new name.
            File.Move(fresh, _path, overwrite: true);
        }
    }

    public void Dispose()
    {
        _log.Dispose();
        _writer.Dispose();
    }

    private Entry? Find(FoundFile file) => _entries.TryGetValue(file.Name, out var entry) && entry.Stamp == file.Stamp ? entry : null;

    private Entry Current(string name, FileStamp stamp) =>
        _entries.TryGetValue(name, out var entry) && entry.Stamp == stamp ? entry : new Entry(stamp, null, null);

    private void Append(string name, Entry entry, bool withContent, bool withPrint)
    {
        if (withContent) Write(ContentRecord, name, entry, writer => writer.Write(entry.Content!.Value.AsSpan()));
        if (withPrint) Write(PrintRecordKind, name, entry, writer => PrintRecord.Write(writer, entry.Print!));
        _entries[name] = entry;
    }

    private void Write(byte kind, string name, Entry entry, Action<BinaryWriter> body)
    {
        _payload.SetLength(0);
        _writer.Write(kind);
        _writer.Write(name);
        _writer.Write(entry.Stamp.Size);
        _writer.Write(entry.Stamp.ModifiedNanoseconds);
        _writer.Write(entry.Stamp.Inode);
        body(_writer);
        _writer.Flush();
        _log.Append(_payload.GetBuffer().AsSpan(0, (int)_payload.Length));
        _records++;
    }

    private void Take(ReadOnlySpan<byte> record)
    {
        using var reader = new BinaryReader(new MemoryStream(record.ToArray()), Encoding.UTF8);
        var kind = reader.ReadByte();
        var name = reader.ReadString();
        var entry = Current(name, new FileStamp(reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64()));
        _entries[name] = kind switch
        {
            ContentRecord => entry with { Content = Blake3.Hash.FromBytes(reader.ReadBytes(Blake3.Hash.Size)) },
            PrintRecordKind => entry with { Print = PrintRecord.Read(reader) },
            _ => throw new InvalidDataException($"No kind of record has the number {kind}."),
        };
        _records++;
    }

    private sealed record Entry(FileStamp Stamp, Blake3.Hash? Content, FilePrint? Print);
}
