namespace Classifier.Fingerprint.TextHashing;

/// <summary>
/// Charikar's SimHash (2002) of a set: each bit is what most members' hashes have there, a tie zero. The share of differing bits
/// grows with the angle between two sets.
/// </summary>
internal static class SimHash
{
    public static Hash64 Of(IReadOnlyCollection<ulong> shingles)
    {
        Span<int> votes = stackalloc int[Hash64.BitCount];
        votes.Clear();
        foreach (var shingle in shingles)
            for (var bit = 0; bit < Hash64.BitCount; bit++)
                votes[bit] += (int)(shingle >> bit & 1) * 2 - 1;
        var word = 0UL;
        for (var bit = 0; bit < Hash64.BitCount; bit++)
            if (votes[bit] > 0) word |= 1UL << bit;
        return new Hash64(word);
    }
}
