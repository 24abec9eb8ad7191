using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Classifier.Fingerprint.TextHashing;

/// <summary>Hashes of every run of k words.</summary>
internal static class Shingles
{
    // Any fixed number: it keeps these hashes apart from others of the same words.
    private const long Seed = 0x436C617373696679;

    /// <summary>The set of shingle hashes; a text of fewer than k words is one shingle, an empty one none.</summary>
    public static HashSet<ulong> Of(List<string> words, int k)
    {
        var shingles = new HashSet<ulong>();
        if (words.Count == 0) return shingles;
        var length = Math.Min(k, words.Count);
        Span<byte> run = stackalloc byte[length * sizeof(ulong)];
        for (var i = 0; i < words.Count; i++)
        {
            // The hashes of the last k words, oldest first; written out in one byte order for every machine.
            run[sizeof(ulong)..].CopyTo(run);
            BinaryPrimitives.WriteUInt64LittleEndian(run[^sizeof(ulong)..], OfWord(words[i]));
            if (i >= length - 1) shingles.Add(XxHash64.HashToUInt64(run, Seed));
        }

        return shingles;
    }

    private static ulong OfWord(string word)
    {
        const int small = 256;
        var most = Encoding.UTF8.GetMaxByteCount(word.Length);
        Span<byte> bytes = most <= small ? stackalloc byte[small] : new byte[most];
        return XxHash64.HashToUInt64(bytes[..Encoding.UTF8.GetBytes(word, bytes)], Seed);
    }
}
