using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Classifier.Inference.Providers;

/// <summary>
/// Reads which shared libraries a 64-bit little-endian ELF file names (DT_NEEDED). System V ABI, "Dynamic Section". Only
/// the few bytes that are asked for are read: the CUDA provider has hundreds of megabytes.
/// </summary>
internal static class ElfFile
{
    private const int HeaderSize = 64, ProgramHeaderSize = 56, MaxProgramHeaders = 1024;
    private const int MaxDynamicBytes = 1 << 20, MaxStringBytes = 1 << 26, MaxNameBytes = 256;
    private const uint SegmentLoad = 1, SegmentDynamic = 2;
    private const long TagNull = 0, TagNeeded = 1, TagStringTable = 5, TagStringSize = 10;

    /// <summary>The libraries in the file's order; empty for a file without a dynamic section.</summary>
    /// <exception cref="InvalidDataException">Not such a file, or damaged.</exception>
    /// <exception cref="IOException">Cannot be read.</exception>
    public static IReadOnlyList<string> Needed(string path)
    {
        using var file = File.OpenHandle(path);
        var segments = Segments(file);
        var dynamic = segments.FirstOrDefault(s => s.Type == SegmentDynamic);
        if (dynamic.Type != SegmentDynamic) return [];
        if (dynamic.FileSize is < 0 or > MaxDynamicBytes) throw new InvalidDataException("The dynamic section has an impossible size.");

        var entries = ReadAt(file, dynamic.Offset, (int)dynamic.FileSize);
        var (names, table, tableSize) = (new List<long>(), 0L, 0L);
        for (var at = 0; at + 16 <= entries.Length; at += 16)
        {
            var tag = BinaryPrimitives.ReadInt64LittleEndian(entries.AsSpan(at));
            var value = BinaryPrimitives.ReadInt64LittleEndian(entries.AsSpan(at + 8));
            if (tag == TagNull) break;
            if (tag == TagNeeded) names.Add(value);
            else if (tag == TagStringTable) table = value;
            else if (tag == TagStringSize) tableSize = value;
        }
        if (names.Count == 0) return [];
        if (tableSize is <= 0 or > MaxStringBytes) throw new InvalidDataException("The string table has an impossible size.");
        var start = FileOffset(segments, table);
        return names.ConvertAll(name => Name(file, start, tableSize, name));
    }

    private static List<Segment> Segments(SafeFileHandle file)
    {
        var header = ReadAt(file, 0, HeaderSize);
        if (!header.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8)) throw new InvalidDataException("Not a 64-bit little-endian ELF file.");
        var offset = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(32));
        var (size, count) = (BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(54)), BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56)));
        if (size < ProgramHeaderSize || count > MaxProgramHeaders) throw new InvalidDataException("The program headers have an impossible size.");
        var headers = ReadAt(file, offset, size * count);
        var segments = new List<Segment>(count);
        for (var i = 0; i < count; i++)
        {
            var entry = headers.AsSpan(i * size, ProgramHeaderSize);
            segments.Add(new(
                BinaryPrimitives.ReadUInt32LittleEndian(entry),
                BinaryPrimitives.ReadInt64LittleEndian(entry[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[32..])));
        }
        return segments;
    }

    /// <summary>Where an address of the loaded image lies in the file.</summary>
    private static long FileOffset(List<Segment> segments, long address)
    {
        foreach (var s in segments)
            if (s.Type == SegmentLoad && address >= s.Address && address - s.Address < s.FileSize) return s.Offset + (address - s.Address);
        throw new InvalidDataException("The string table lies outside the file.");
    }

    private static string Name(SafeFileHandle file, long table, long tableSize, long offset)
    {
        if (offset < 0 || offset >= tableSize) throw new InvalidDataException("A name lies outside the string table.");
        var bytes = ReadAt(file, table + offset, (int)Math.Min(MaxNameBytes, tableSize - offset));
        var end = Array.IndexOf(bytes, (byte)0);
        return end > 0 ? Encoding.ASCII.GetString(bytes, 0, end) : throw new InvalidDataException("A name does not end.");
    }

    private static byte[] ReadAt(SafeFileHandle file, long offset, int count)
    {
        if (offset < 0) throw new InvalidDataException("An offset is negative.");
        var bytes = new byte[count];
        for (var done = 0; done < count;)
        {
            var read = RandomAccess.Read(file, bytes.AsSpan(done), offset + done);
            if (read == 0) throw new InvalidDataException("The file ends too early.");
            done += read;
        }
        return bytes;
    }

    private readonly record struct Segment(uint Type, long Offset, long Address, long FileSize);
}
