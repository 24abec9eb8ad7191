using System.Buffers.Binary;

namespace Classifier.Fingerprint.Index.Storage;

/// <summary>One change, as the log holds it: a byte for the kind, the id, and for an addition the code and the payload.</summary>
internal readonly record struct LogOperation(LogOperationKind Kind, IndexEntry Entry)
{
    private const int Prefix = 1 + sizeof(ulong);
    private const int CodeBytes = 32;

    public static LogOperation Close => new(LogOperationKind.Close, default);

    public int Size => Kind == LogOperationKind.Add ? Prefix + CodeBytes + Entry.Payload.Length : Prefix;

    public static LogOperation Add(IndexEntry entry) => new(LogOperationKind.Add, entry);

    public static LogOperation Remove(ulong id) => new(LogOperationKind.Remove, new IndexEntry(id, default, default));

    /// <summary>Writes <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> target)
    {
        target[0] = (byte)Kind;
        BinaryPrimitives.WriteUInt64LittleEndian(target[1..], Entry.Id);
        if (Kind != LogOperationKind.Add)
            return;
        var code = target[Prefix..];
        BinaryPrimitives.WriteUInt64LittleEndian(code, Entry.Code.Word0);
        BinaryPrimitives.WriteUInt64LittleEndian(code[8..], Entry.Code.Word1);
        BinaryPrimitives.WriteUInt64LittleEndian(code[16..], Entry.Code.Word2);
        BinaryPrimitives.WriteUInt64LittleEndian(code[24..], Entry.Code.Word3);
        Entry.Payload.Span.CopyTo(code[CodeBytes..]);
    }

    /// <returns>False when the bytes are no operation.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out LogOperation operation)
    {
        operation = default;
        if (source.Length < Prefix || source[0] is 0 or > (byte)LogOperationKind.Close)
            return false;
        var kind = (LogOperationKind)source[0];
        var id = BinaryPrimitives.ReadUInt64LittleEndian(source[1..]);
        if (kind != LogOperationKind.Add)
        {
            operation = new(kind, new IndexEntry(id, default, default));
            return source.Length == Prefix;
        }

        if (source.Length < Prefix + CodeBytes)
            return false;
        var code = source[Prefix..];
        operation = Add(new IndexEntry(
            id,
            new Hash256(
                BinaryPrimitives.ReadUInt64LittleEndian(code),
                BinaryPrimitives.ReadUInt64LittleEndian(code[8..]),
                BinaryPrimitives.ReadUInt64LittleEndian(code[16..]),
                BinaryPrimitives.ReadUInt64LittleEndian(code[24..])),
            code[CodeBytes..].ToArray()));
        return true;
    }
}
