using System.Buffers;
using System.IO.Hashing;

namespace Classifier.Fingerprint.Index.Storage;

/// <summary>Writes a stretch of a file in large pieces and hashes it on the way.</summary>
internal sealed class BufferedAppend(IFile file, long offset) : IDisposable
{
    private const int BufferSize = 1 << 18;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly XxHash3 _hash = new();
    private int _used;
    private long _at = offset;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            var part = Math.Min(bytes.Length, BufferSize - _used);
            bytes[..part].CopyTo(_buffer.AsSpan(_used));
            _used += part;
            bytes = bytes[part..];
            if (_used == BufferSize)
                Empty();
        }
    }

    /// <returns>The checksum of all that was written.</returns>
    public ulong Complete()
    {
        Empty();
        return _hash.GetCurrentHashAsUInt64();
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Empty()
    {
        var bytes = _buffer.AsSpan(0, _used);
        _hash.Append(bytes);
        file.Write(bytes, _at);
        _at += _used;
        _used = 0;
    }
}
