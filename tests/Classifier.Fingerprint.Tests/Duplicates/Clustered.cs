using CsCheck;

namespace Classifier.Fingerprint.Tests.Duplicates;

/// <summary>Hashes as a tree of pictures has them: originals, copies some bits away, copies of copies, and strangers.</summary>
internal static class Clustered
{
    public static Gen<Hash256> Hash { get; } = Gen.ULong.Array[4].Select(words => Hash256.FromWords(words));

    /// <summary>Up to 40 hashes of which many are near others, so that chains and bridges occur.</summary>
    public static Gen<Hash256[]> Hashes { get; } = Gen.Select(Hash, Gen.Select(Gen.Int[0, 3], Gen.Int[0, 45], Gen.UInt).List[1, 40]).Select((first, steps) =>
    {
        var hashes = new List<Hash256> { first };
        foreach (var (kind, bits, seed) in steps)
        {
            var random = new Random((int)seed);
            hashes.Add(kind == 0 ? Stranger(random) : Flipped(hashes[random.Next(hashes.Count)], bits, random));
        }

        return hashes.ToArray();
    });

    /// <summary>A hash that differs in exactly that many bits.</summary>
    public static Hash256 Flipped(Hash256 hash, int bits, Random random)
    {
        Span<ulong> words = stackalloc ulong[4];
        hash.CopyTo(words);
        foreach (var bit in Enumerable.Range(0, 256).OrderBy(_ => random.Next()).Take(bits).ToArray()) words[bit / 64] ^= 1ul << bit % 64;
        return Hash256.FromWords(words);
    }

    public static Hash256 Stranger(Random random) => new(Word(random), Word(random), Word(random), Word(random));

    private static ulong Word(Random random) => (ulong)random.NextInt64(long.MinValue, long.MaxValue);
}
