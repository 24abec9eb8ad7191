using System.Buffers.Binary;
using System.IO.Hashing;

namespace Classifier.Cli.Scan.Records;

/// <summary>
/// A file of checksummed records that only grows. A record is written with one call, so the end of the process loses none; the
/// disk is asked to keep them at least every few seconds, so a power cut loses no more than those. A tail that was cut or is
/// damaged is dropped when the file is opened. One process at a time: the file is locked while it is open.
/// </summary>
internal sealed class RecordLog : IDisposable
{
    /// <summary>Bytes before a record: its length, and XxHash3 over length and payload.</summary>
    public const int FrameBytes = 12;

    public const int LongestRecord = 1 << 20;

    private static readonly TimeSpan SyncInterval = TimeSpan.FromSeconds(2);

    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private byte[] _buffer = new byte[4096];
    private long _synced;
    private bool _dirty;

    private RecordLog(FileStream file, TimeProvider time, long dropped)
    {
        (_file, _time, Dropped) = (file, time, dropped);
        _synced = time.GetTimestamp();
    }

    /// <summary>Bytes after the last whole record that were dropped on opening.</summary>
    public long Dropped { get; }

    /// <summary>Opens a file or begins one.</summary>
    /// <param name="header">What the file begins with; says what the records are.</param>
    /// <param name="read">Given each record in order; the span is valid during the call.</param>
    /// <exception cref="InvalidDataException">The file begins with something else. It is left as it is.</exception>
    /// <exception cref="IOException">The file is in use or cannot be opened.</exception>
    public static RecordLog Open(string path, ReadOnlySpan<byte> header, TimeProvider time, Action<ReadOnlySpan<byte>> read)
    {
        // FileShare.None is an advisory lock here; no buffer of FileStream's stands between a record and the kernel.
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        try
        {
            var kept = Load(file, header, read);
            var dropped = file.Length - kept;
            if (dropped > 0) file.SetLength(kept);
            file.Position = kept;
            if (kept == 0) file.Write(header);
            return new RecordLog(file, time, dropped);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Append(ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, LongestRecord, nameof(payload));
        var length = FrameBytes + payload.Length;
        if (_buffer.Length < length) _buffer = new byte[length * 2];
        var record = _buffer.AsSpan(0, length);
        payload.CopyTo(record[FrameBytes..]);
        BinaryPrimitives.WriteInt32LittleEndian(record, payload.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(record[4..], Checksum(payload));
        _file.Write(record);
        _dirty = true;
        if (_time.GetElapsedTime(_synced) >= SyncInterval) Sync();
    }

    /// <summary>Returns when the disk has every record.</summary>
    public void Sync()
    {
        if (!_dirty) return;
        _file.Flush(flushToDisk: true);
        _dirty = false;
        _synced = _time.GetTimestamp();
    }

    public void Dispose()
    {
        Sync();
        _file.Dispose();
    }

    // Returns where the whole records end.
    private static long Load(FileStream file, ReadOnlySpan<byte> header, Action<ReadOnlySpan<byte>> read)
    {
        // Not disposed of, which would close the file.
        var reader = new BufferedStream(file, 1 << 16);
        var begin = new byte[header.Length];
        var have = reader.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        // A file that ended within its header was being created.
        if (!header.StartsWith(begin.AsSpan(0, have))) throw new InvalidDataException("It begins with something else.");
        if (have < header.Length) return 0;
        long end = header.Length;
        var frame = new byte[FrameBytes];
        var payload = new byte[4096];
        while (reader.ReadAtLeast(frame, FrameBytes, throwOnEndOfStream: false) == FrameBytes)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(frame);
            if (length is < 0 or > LongestRecord) break;
            if (payload.Length < length) payload = new byte[length];
            var record = payload.AsSpan(0, length);
            if (reader.ReadAtLeast(record, length, throwOnEndOfStream: false) < length) break;
            if (Checksum(record) != BinaryPrimitives.ReadUInt64LittleEndian(frame.AsSpan(4))) break;
            read(record);
            end += FrameBytes + length;
        }

        return end;
    }

    private static ulong Checksum(ReadOnlySpan<byte> payload) => XxHash3.HashToUInt64(payload, payload.Length);
}
