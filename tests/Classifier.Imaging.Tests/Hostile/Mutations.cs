using System.Buffers.Binary;

namespace Classifier.Imaging.Tests.Hostile;

/// <summary>One to eight random edits of a file; the same for the same number.</summary>
internal static class Mutations
{
    public static byte[] Of(byte[] seed, int number)
    {
        var random = new Random(number);
        var bytes = seed.ToList();
        for (var edits = random.Next(1, 9); edits > 0 && bytes.Count > 16; edits--)
            Edit(bytes, random);
        return [.. bytes];
    }

    private static void Edit(List<byte> bytes, Random random)
    {
        // Headers matter most, so half of the edits fall into the first 64 bytes.
        var at = random.Next(random.Next(2) == 0 ? Math.Min(64, bytes.Count) : bytes.Count);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, random.Next(Math.Min(32, bytes.Count - at)));
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(32, bytes.Count - at))));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                Number(bytes, at, random);
                break;
        }
    }

    // Lengths and sizes at the edges of their types.
    private static void Number(List<byte> bytes, int at, Random random)
    {
        Span<byte> number = stackalloc byte[4];
        uint[] edges = [0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, (uint)random.Next()];
        BinaryPrimitives.WriteUInt32BigEndian(number, edges[random.Next(edges.Length)]);
        for (var i = 0; i < 4 && at + i < bytes.Count; i++)
            bytes[at + i] = number[i];
    }
}
