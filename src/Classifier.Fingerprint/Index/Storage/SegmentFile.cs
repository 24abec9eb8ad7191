using System.Buffers.Binary;
using System.IO.Hashing;
using Classifier.Fingerprint.Index.Scanning;

namespace Classifier.Fingerprint.Index.Storage;

/// <summary>
/// Bytes of a segment, little endian: a header of 64 bytes, ids in ascending order, the four planes, count + 1 offsets of payloads,
/// the payloads. The header holds a checksum of all that stays in memory, one of the offsets and one of the payloads.
/// </summary>
internal static unsafe class SegmentFile
{
    private const int HeaderSize = 64;
    private const int ChunkBytes = 1 << 20;
    private const ulong Magic = 0x31_47_45_53_50_46_4C_43; // "CLFPSEG1"

    public static string NameOf(ulong number) => $"segment-{number:d10}.seg";

    /// <param name="payload">Gives the payload of a position.</param>
    public static void Write(IFileSystem files, string directory, ulong number, SegmentData data, Func<int, ReadOnlyMemory<byte>> payload) =>
        AtomicFile.Write(files, directory, NameOf(number), file =>
        {
            var fixedPart = new XxHash3();
            var offset = (long)HeaderSize;
            offset = Words(file, offset, data.Ids, data.Count, fixedPart);
            for (var plane = 0; plane < CodePlanes.Planes; plane++)
                offset = Words(file, offset, data.Codes.Plane(plane), data.Count, fixedPart);
            var (offsets, payloads) = Payloads(file, offset, data.Count, payload);
            Span<byte> header = stackalloc byte[HeaderSize];
            BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], number);
            BinaryPrimitives.WriteInt64LittleEndian(header[16..], data.Count);
            BinaryPrimitives.WriteUInt64LittleEndian(header[24..], fixedPart.GetCurrentHashAsUInt64());
            BinaryPrimitives.WriteUInt64LittleEndian(header[32..], offsets);
            BinaryPrimitives.WriteUInt64LittleEndian(header[40..], payloads);
            BinaryPrimitives.WriteUInt64LittleEndian(header[56..], XxHash3.HashToUInt64(header[..56]));
            file.Write(header, 0);
            GC.KeepAlive(data);
        });

    /// <summary>Reads ids and codes into memory and checks everything.</summary>
    /// <returns>The data, and the file, open for payloads.</returns>
    public static (SegmentData Data, PayloadFile Payloads) Read(IFileSystem files, string directory, ulong number)
    {
        var path = Path.Combine(directory, NameOf(number));
        if (!files.Exists(path))
            throw StorageFailure.Corrupt(path, "it is missing");
        var file = files.Open(path, create: false);
        try
        {
            Span<byte> header = stackalloc byte[HeaderSize];
            if (file.Read(header, 0) != HeaderSize
                || BinaryPrimitives.ReadUInt64LittleEndian(header[56..]) != XxHash3.HashToUInt64(header[..56])
                || BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic
                || BinaryPrimitives.ReadUInt64LittleEndian(header[8..]) != number)
                throw StorageFailure.Corrupt(path, "its header does not match its checksum");
            var count = checked((int)BinaryPrimitives.ReadInt64LittleEndian(header[16..]));
            var data = new SegmentData(count);
            var fixedPart = new XxHash3();
            var offset = ReadWords(path, file, HeaderSize, data.Ids, count, fixedPart);
            for (var plane = 0; plane < CodePlanes.Planes; plane++)
                offset = ReadWords(path, file, offset, data.Codes.Plane(plane), count, fixedPart);
            Check(path, "ids and codes", fixedPart.GetCurrentHashAsUInt64(), header[24..]);
            var payloads = offset + ((count + 1L) * sizeof(ulong));
            Check(path, "offsets", Hash(file, offset, payloads), header[32..]);
            Check(path, "payloads", Hash(file, payloads, file.Length), header[40..]);
            return (data, new PayloadFile(file, path, offset, payloads));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void Check(string path, string what, ulong actual, ReadOnlySpan<byte> expected)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(expected) != actual)
            throw StorageFailure.Corrupt(path, $"its {what} do not match their checksum");
    }

    private static long Words(IFile file, long offset, ulong* words, int count, XxHash3 hash)
    {
        for (var left = (long)count * sizeof(ulong); left > 0;)
        {
            var chunk = new ReadOnlySpan<byte>(words, (int)Math.Min(left, ChunkBytes));
            hash.Append(chunk);
            file.Write(chunk, offset);
            (offset, left) = (offset + chunk.Length, left - chunk.Length);
            words += chunk.Length / sizeof(ulong);
        }

        return offset;
    }

    private static long ReadWords(string path, IFile file, long offset, ulong* words, int count, XxHash3 hash)
    {
        for (var left = (long)count * sizeof(ulong); left > 0;)
        {
            var chunk = new Span<byte>(words, (int)Math.Min(left, ChunkBytes));
            if (file.Read(chunk, offset) != chunk.Length)
                throw StorageFailure.Corrupt(path, "its end is missing");
            hash.Append(chunk);
            (offset, left) = (offset + chunk.Length, left - chunk.Length);
            words += chunk.Length / sizeof(ulong);
        }

        return offset;
    }

    private static ulong Hash(IFile file, long offset, long end)
    {
        var hash = new XxHash3();
        var chunk = new byte[(int)Math.Clamp(end - offset, 1, ChunkBytes)];
        while (offset < end)
        {
            var read = file.Read(chunk.AsSpan(0, (int)Math.Min(chunk.Length, end - offset)), offset);
            if (read == 0)
                break;
            hash.Append(chunk.AsSpan(0, read));
            offset += read;
        }

        return hash.GetCurrentHashAsUInt64();
    }

    private static (ulong Offsets, ulong Payloads) Payloads(IFile file, long offset, int count, Func<int, ReadOnlyMemory<byte>> payload)
    {
        using var offsets = new BufferedAppend(file, offset);
        using var payloads = new BufferedAppend(file, offset + ((count + 1L) * sizeof(ulong)));
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        for (var position = 0; position <= count; position++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(word, payloads.Length);
            offsets.Write(word);
            if (position < count)
                payloads.Write(payload(position).Span);
        }

        return (offsets.Complete(), payloads.Complete());
    }
}
