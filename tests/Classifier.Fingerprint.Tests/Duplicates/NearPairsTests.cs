using Classifier.Fingerprint.Duplicates;
using CsCheck;

namespace Classifier.Fingerprint.Tests.Duplicates;

public sealed class NearPairsTests
{
    // Above the number from which bands are used.
    private const int Many = 13_000;

    [Fact]
    public void Among_finds_each_pair_within_the_radius_once() => Gen.Select(Clustered.Hashes, Gen.Int[0, 255]).Sample((hashes, radius) =>
    {
        var found = new List<(int, int)>();
        NearPairs.Among(hashes, radius, (a, b) => found.Add((a, b)));
        var expected =
            from b in Enumerable.Range(0, hashes.Length)
            from a in Enumerable.Range(0, b)
            where hashes[a].HammingDistance(hashes[b]) <= radius
            select (a, b);
        Assert.Equal(expected, found.Order().OrderBy(p => p.Item2));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(32)]
    public void Among_finds_every_planted_pair_when_there_are_many_hashes(int radius)
    {
        var random = new Random(radius);
        var hashes = new Hash256[Many];
        for (var i = 0; i < Many; i++)
            hashes[i] = i % 4 == 0 || i < 100 ? Clustered.Stranger(random) : Clustered.Flipped(hashes[random.Next(i)], random.Next(40), random);

        var found = new List<(int, int)>();
        NearPairs.Among(hashes, radius, (a, b) => found.Add((a, b)));

        var expected = new List<(int, int)>();
        for (var b = 0; b < Many; b++)
            for (var a = 0; a < b; a++)
                if (hashes[a].HammingDistance(hashes[b]) <= radius) expected.Add((a, b));
        Assert.True(expected.Count > 1000 || radius == 0);
        Assert.Equal(expected.Order(), found.Order());
    }

    [Fact]
    public void Among_finds_a_pair_at_31_however_the_bits_lie()
    {
        // The hardest case for bands: two bits in fifteen words and one in the last.
        var random = new Random(3);
        var hashes = Enumerable.Range(0, Many).Select(_ => Clustered.Stranger(random)).ToArray();
        Span<ulong> words = stackalloc ulong[4];
        hashes[5].CopyTo(words);
        for (var band = 0; band < 16; band++) words[band / 4] ^= (band == 9 ? 1ul : 3ul) << band % 4 * 16 + 7;
        hashes[^1] = Hash256.FromWords(words);

        var found = new List<(int, int)>();
        NearPairs.Among(hashes, 31, (a, b) => found.Add((a, b)));

        Assert.Equal([(5, Many - 1)], found);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(Many)]
    public void Between_finds_each_item_near_a_probe_once(int count)
    {
        var random = new Random(4);
        var hashes = Enumerable.Range(0, count).Select(_ => Clustered.Stranger(random)).ToArray();
        var probes = Enumerable.Range(0, 50).Select(i => Clustered.Flipped(hashes[i], i, random)).ToArray();

        var found = new List<(int, int)>();
        NearPairs.Between(hashes, probes, 31, (item, probe) => found.Add((item, probe)));

        Assert.Equal(Enumerable.Range(0, 32).Select(i => (i, i)), found.Order());
    }
}
