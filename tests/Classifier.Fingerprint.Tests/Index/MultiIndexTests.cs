using Classifier.Fingerprint.Index.Scanning;
using Classifier.Fingerprint.Index.Segments;
using CsCheck;

namespace Classifier.Fingerprint.Tests.Index;

public sealed class MultiIndexTests
{
    [Fact]
    public void Search_equals_brute_force_at_every_radius_it_covers() =>
        Gen.Select(Oracle.Clustered, Oracle.Code, Gen.Int[0, MultiIndex.MaxRadius], Gen.Int[1, 9]).Sample((codes, stranger, radius, count) =>
        {
            var set = new Oracle.Set(codes, removals: true);
            using var index = MultiIndex.Build(set.Codes, codes.Length);
            foreach (var query in codes.Where((_, i) => i % 97 == 0).Append(stranger))
            {
                var all = new RadiusCollector(query, radius);
                all.Enter(set);
                index.Search(set.Codes, all);
                var expected = Oracle.Radius(codes, 0, codes.Length, query, radius, Oracle.Set.IdOf)
                    .Where(hit => !Enumerable.Range(0, codes.Length).Any(p => p % 7 == 3 && Oracle.Set.IdOf(p) == hit.Id)).ToArray();
                Assert.Equal(expected, all.Take());
                var nearest = new NearestCollector(query, count, radius);
                nearest.Enter(set);
                index.Search(set.Codes, nearest);
                Assert.Equal(expected.Take(count), nearest.Take());
            }
        }, iter: 25);

    [Theory, InlineData(15), InlineData(31)]
    public void Search_equals_brute_force_where_a_band_has_thousands_of_candidates(int radius)
    {
        var random = new Random(9);
        var center = Entries.Code(1);
        Hash256[] codes = [.. Enumerable.Range(0, 5000).Select(_ => Oracle.Flip(center, Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(256)).Distinct()))];
        var set = new Oracle.Set(codes);
        using var index = MultiIndex.Build(set.Codes, codes.Length);
        Assert.True(index.Estimate(center, radius).Candidates > 16 * 1024);
        var collector = new RadiusCollector(center, radius);
        collector.Enter(set);
        index.Search(set.Codes, collector);
        Assert.Equal(Oracle.Radius(codes, 0, codes.Length, center, radius, Oracle.Set.IdOf), collector.Take());
    }

    [Fact]
    public void Codes_at_the_largest_covered_distance_are_found_wherever_the_bits_differ() =>
        Gen.Select(Oracle.Code, Gen.Shuffle(Enumerable.Range(0, 256).ToArray(), MultiIndex.MaxRadius)).Sample((code, bits) =>
        {
            var set = new Oracle.Set([Oracle.Flip(code, bits)]);
            using var index = MultiIndex.Build(set.Codes, 1);
            var collector = new RadiusCollector(code, MultiIndex.MaxRadius);
            collector.Enter(set);
            index.Search(set.Codes, collector);
            Assert.Equal(MultiIndex.MaxRadius, Assert.Single(collector.Take()).Distance);
        }, iter: 200);

    [Fact]
    public void Memory_is_64_bytes_a_code_and_four_megabytes()
    {
        var codes = new CodePlanes(100_000);
        using var index = MultiIndex.Build(codes, 100_000);
        Assert.InRange(index.Bytes, 64L * 100_000, (64L * 100_000) + (4_300_000));
    }

    [Fact]
    public void Estimate_counts_lookups_and_candidates()
    {
        var codes = CodePlanes.From([.. Enumerable.Repeat(default(Hash256), 10)]);
        using var index = MultiIndex.Build(codes, 10);
        Assert.Equal((16, 160L), index.Estimate(default, 15));
        Assert.Equal((272, 160L), index.Estimate(default, 16));
        Assert.Equal((272, 160L), index.Estimate(new Hash256(1, 0, 0, 0), 31));
        Assert.Equal((16, 150L), index.Estimate(new Hash256(1, 0, 0, 0), 15));
    }
}
