using System.Security.Cryptography;

namespace Classifier.Fingerprint.Index.Storage;

/// <summary>The changes since the last segment. Used by one thread at a time.</summary>
internal sealed class WriteAheadLog : IDisposable
{
    private readonly IFile _file;
    private readonly ulong _salt;
    private ulong _group;
    private long _length;
    private bool _broken;
    private byte[] _buffer = new byte[1 << 16];

    private WriteAheadLog(IFile file, ulong number, ulong salt, ulong group, long length) =>
        (_file, Number, _salt, _group, _length) = (file, number, salt, group, length);

    public ulong Number { get; }

    /// <summary>Bytes in the file.</summary>
    public long Length => _length;

    /// <summary>Torn bytes that opening cut off; none of them was acknowledged.</summary>
    public long Cut { get; private init; }

    public static string NameOf(ulong number) => $"log-{number:d10}.wal";

    /// <summary>Makes a new, durable, empty log.</summary>
    public static WriteAheadLog Create(IFileSystem files, string directory, ulong number)
    {
        var salt = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var file = files.Open(Path.Combine(directory, NameOf(number)), create: true);
        try
        {
            Span<byte> header = stackalloc byte[LogFormat.HeaderSize];
            LogFormat.WriteHeader(header, number, salt);
            file.Write(header, 0);
            file.Flush();
            files.SyncDirectory(directory);
            return new WriteAheadLog(file, number, salt, 1, LogFormat.HeaderSize);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a log, replays it and cuts off what a crash tore.</summary>
    public static WriteAheadLog Open(IFileSystem files, string directory, ulong number, Action<LogOperation> apply)
    {
        var path = Path.Combine(directory, NameOf(number));
        if (!files.Exists(path))
            throw StorageFailure.Corrupt(path, "it is missing");
        var file = files.Open(path, create: false);
        try
        {
            var bytes = new byte[checked((int)file.Length)];
            if (file.Read(bytes, 0) != bytes.Length || !LogFormat.TryReadHeader(bytes, number, out var salt))
                throw StorageFailure.Corrupt(path, "its header does not match its checksum");
            var tail = LogRecovery.Read(path, bytes.AsSpan(LogFormat.HeaderSize), salt, apply);
            var length = LogFormat.HeaderSize + tail.Length;
            var cut = bytes.Length - length;
            if (cut > 0)
            {
                file.SetLength(length);
                file.Flush();
            }

            // A group that lost its end was not acknowledged; the next one takes its number.
            return new WriteAheadLog(file, number, salt, tail.NextGroup, length) { Cut = cut };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends a group and returns when it is durable.</summary>
    /// <exception cref="Core.ClassifierException">StorageFailed; the group is not in the log.</exception>
    public void Append(ReadOnlySpan<LogOperation> operations)
    {
        if (_broken)
            throw StorageFailure.Failed("The index takes no changes since its log could not be written; open it anew.");
        var size = 0;
        foreach (var operation in operations)
            size += LogFormat.SizeOf(operation);
        if (_buffer.Length < size)
            _buffer = new byte[Math.Max(size, _buffer.Length * 2)];
        var at = 0;
        for (var i = 0; i < operations.Length; i++)
            at += LogFormat.WriteRecord(_buffer.AsSpan(at), operations[i], _group, i == operations.Length - 1, _salt);
        Write(_buffer.AsSpan(0, size));
        _length += size;
        _group++;
    }

    public void Dispose() => _file.Dispose();

    private void Write(ReadOnlySpan<byte> bytes)
    {
        var written = false;
        try
        {
            _file.Write(bytes, _length);
            written = true;
            _file.Flush();
        }
        catch (Exception e) when (StorageFailure.IsOfDisk(e))
        {
            // After a failed flush nobody knows what the device holds (the kernel drops the dirty pages): only a reopening can tell.
            _broken = written || !TryCut();
            throw StorageFailure.Failed("The index could not write its log; the change was not made.", e);
        }
    }

    private bool TryCut()
    {
        try
        {
            _file.SetLength(_length);
            return true;
        }
        catch (Exception e) when (StorageFailure.IsOfDisk(e))
        {
            return false;
        }
    }
}
