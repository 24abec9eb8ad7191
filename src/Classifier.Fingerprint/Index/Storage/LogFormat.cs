using System.Buffers.Binary;
using System.IO.Hashing;

namespace Classifier.Fingerprint.Index.Storage;

/// <summary>
/// Bytes of the write-ahead log, little endian. File: magic, version, number, salt, checksum (40 bytes), then records. Record: magic,
/// length of the operation, group, flags, checksum of the three and the operation (28 bytes), then the operation. The records of
/// a group are made durable together; the last one of each is flagged. The salt seeds the checksums, so that no payload can pass
/// for a record.
/// </summary>
internal static class LogFormat
{
    public const int HeaderSize = 40;
    public const int RecordHeaderSize = 28;

    /// <summary>Most bytes of an operation.</summary>
    public const int MaxOperation = 1 << 20;

    public const uint LastOfGroup = 1;

    private const ulong FileMagic = 0x31_4C_41_57_50_46_4C_43; // "CLFPWAL1"
    private const uint RecordMagic = 0x52_4C_41_57; // "WALR"
    private const uint Version = 1;
    private const int ChecksumAt = 20;

    public static void WriteHeader(Span<byte> target, ulong number, ulong salt)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, FileMagic);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], Version);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], number);
        BinaryPrimitives.WriteUInt64LittleEndian(target[24..], salt);
        BinaryPrimitives.WriteUInt64LittleEndian(target[32..], XxHash3.HashToUInt64(target[..32]));
    }

    public static bool TryReadHeader(ReadOnlySpan<byte> source, ulong number, out ulong salt)
    {
        salt = 0;
        if (source.Length < HeaderSize
            || BinaryPrimitives.ReadUInt64LittleEndian(source) != FileMagic
            || BinaryPrimitives.ReadUInt64LittleEndian(source[8..]) != Version
            || BinaryPrimitives.ReadUInt64LittleEndian(source[16..]) != number
            || BinaryPrimitives.ReadUInt64LittleEndian(source[32..]) != XxHash3.HashToUInt64(source[..32]))
            return false;
        salt = BinaryPrimitives.ReadUInt64LittleEndian(source[24..]);
        return true;
    }

    public static int SizeOf(in LogOperation operation) => RecordHeaderSize + operation.Size;

    /// <returns>Bytes written.</returns>
    public static int WriteRecord(Span<byte> target, in LogOperation operation, ulong group, bool last, ulong salt)
    {
        var size = operation.Size;
        BinaryPrimitives.WriteUInt32LittleEndian(target, RecordMagic);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], (uint)size);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], group);
        BinaryPrimitives.WriteUInt32LittleEndian(target[16..], last ? LastOfGroup : 0);
        operation.Write(target.Slice(RecordHeaderSize, size));
        BinaryPrimitives.WriteUInt64LittleEndian(target[ChecksumAt..], Checksum(target, size, salt));
        return RecordHeaderSize + size;
    }

    /// <returns>False when no whole, unharmed record begins here.</returns>
    public static bool TryReadRecord(ReadOnlySpan<byte> source, ulong salt, out LogRecord record)
    {
        record = default;
        if (source.Length < RecordHeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(source) != RecordMagic)
            return false;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]);
        if (size > MaxOperation || source.Length - RecordHeaderSize < size)
            return false;
        if (BinaryPrimitives.ReadUInt64LittleEndian(source[ChecksumAt..]) != Checksum(source, (int)size, salt)
            || !LogOperation.TryRead(source.Slice(RecordHeaderSize, (int)size), out var operation))
            return false;
        var last = (BinaryPrimitives.ReadUInt32LittleEndian(source[16..]) & LastOfGroup) != 0;
        record = new LogRecord(operation, BinaryPrimitives.ReadUInt64LittleEndian(source[8..]), last, RecordHeaderSize + (int)size);
        return true;
    }

    private static ulong Checksum(ReadOnlySpan<byte> record, int size, ulong salt) =>
        XxHash3.HashToUInt64(record.Slice(RecordHeaderSize, size), (long)XxHash3.HashToUInt64(record[..ChecksumAt], (long)salt));
}
