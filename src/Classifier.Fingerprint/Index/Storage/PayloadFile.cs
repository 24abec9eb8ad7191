using System.Buffers.Binary;

namespace Classifier.Fingerprint.Index.Storage;

/// <summary>Payloads of a segment, read when they are asked for.</summary>
internal sealed class PayloadFile(IFile file, string path, long offsets, long payloads)
{
    public byte[] Read(int position)
    {
        Span<byte> pair = stackalloc byte[2 * sizeof(ulong)];
        if (file.Read(pair, offsets + ((long)position * sizeof(ulong))) != pair.Length)
            throw StorageFailure.Corrupt(path, "its end is missing");
        var start = BinaryPrimitives.ReadInt64LittleEndian(pair);
        var length = BinaryPrimitives.ReadInt64LittleEndian(pair[sizeof(ulong)..]) - start;
        if (length is < 0 or > IndexEntry.MaxPayload)
            throw StorageFailure.Corrupt(path, "an offset is out of range");
        if (length == 0)
            return [];
        var bytes = new byte[length];
        if (file.Read(bytes, payloads + start) != bytes.Length)
            throw StorageFailure.Corrupt(path, "its end is missing");
        return bytes;
    }
}
