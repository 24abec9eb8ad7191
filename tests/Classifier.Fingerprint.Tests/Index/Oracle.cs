using Classifier.Fingerprint.Index;
using Classifier.Fingerprint.Index.Scanning;
using CsCheck;

namespace Classifier.Fingerprint.Tests.Index;

/// <summary>Brute force, and codes that lie near each other as fingerprints of edited pictures do.</summary>
internal static class Oracle
{
    public static readonly Gen<Hash256> Code = Gen.ULong.Array[4].Select(words => Hash256.FromWords(words));

    private static readonly Hash256 AllBits = new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    /// <summary>Codes around a few centres, with duplicates: distances from 0 to 256 all occur.</summary>
    public static readonly Gen<Hash256[]> Clustered =
        from centres in Code.Array[1, 4]
        from members in Gen.Select(Gen.Int[0, centres.Length - 1], Gen.Int[0, 255].Array[0, 60], Gen.Bool).Array[0, 1300]
        select members.Select(m => Flip(m.Item3 ? centres[m.Item1] : centres[m.Item1] ^ AllBits, m.Item2)).ToArray();

    public static Hash256 Flip(Hash256 code, IEnumerable<int> bits)
    {
        Span<ulong> words = stackalloc ulong[4];
        code.CopyTo(words);
        foreach (var bit in bits)
            words[bit >> 6] ^= 1UL << bit;
        return Hash256.FromWords(words);
    }

    public static SearchHit[] Radius(IReadOnlyList<Hash256> codes, int start, int end, Hash256 query, int radius, Func<int, ulong> id) =>
        [.. Enumerable.Range(start, end - start)
            .Select(position => new SearchHit(id(position), codes[position].HammingDistance(query)))
            .Where(hit => hit.Distance <= radius)
            .Order()];

    /// <summary>Codes with ids in an order that is not that of the positions, and every seventh removed where asked.</summary>
    internal sealed class Set(Hash256[] codes, bool removals = false) : ICodeSet
    {
        public CodePlanes Codes { get; } = CodePlanes.From(codes);

        public int Count => codes.Length;

        public ulong IdAt(int position) => IdOf(position);

        public bool IsRemoved(int position) => removals && position % 7 == 3;

        public static ulong IdOf(int position) => (ulong)position * 0x9E3779B97F4A7C15;
    }
}
