using System.Buffers.Binary;
using System.Text;

namespace Classifier.Inference.Tests.Support;

/// <summary>The least of a 64-bit shared library that names others: a header, two segments, a dynamic section, a string table.</summary>
internal static class FakeElf
{
    private const int HeadersEnd = 64 + 2 * 56;
    private const long Base = 0x400000;

    public static byte[] Build(params string[] needed)
    {
        var strings = new MemoryStream();
        strings.WriteByte(0);
        var names = new List<long>();
        foreach (var name in needed)
        {
            names.Add(strings.Length);
            strings.Write(Encoding.ASCII.GetBytes(name + "\0"));
        }
        var dynamicSize = (needed.Length + 3) * 16;
        var table = HeadersEnd + dynamicSize;
        var file = new byte[table + strings.Length];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(file);
        Put(file, 32, 64L);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(54), 56);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), 2);
        Segment(file, 64, type: 1, offset: 0, Base, file.Length);
        Segment(file, 64 + 56, type: 2, HeadersEnd, Base + HeadersEnd, dynamicSize);
        var at = HeadersEnd;
        foreach (var name in names) at = Entry(file, at, 1, name);
        at = Entry(file, at, 5, Base + table);
        Entry(file, at, 10, strings.Length);
        strings.ToArray().CopyTo(file, table);
        return file;
    }

    private static void Segment(byte[] file, int at, uint type, long offset, long address, long size)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), type);
        Put(file, at + 8, offset);
        Put(file, at + 16, address);
        Put(file, at + 32, size);
    }

    private static int Entry(byte[] file, int at, long tag, long value)
    {
        Put(file, at, tag);
        Put(file, at + 8, value);
        return at + 16;
    }

    private static void Put(byte[] file, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
}
