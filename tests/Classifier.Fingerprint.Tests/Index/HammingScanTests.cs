using Classifier.Fingerprint.Index;
using Classifier.Fingerprint.Index.Scanning;
using CsCheck;

namespace Classifier.Fingerprint.Tests.Index;

public sealed class HammingScanTests
{
    public static TheoryData<string> Widths()
    {
        var widths = new TheoryData<string> { nameof(LaneWidth.Bits64) };
        if (Lane256.IsSupported)
            widths.Add(nameof(LaneWidth.Bits256));
        if (Lane512.IsSupported)
            widths.Add(nameof(LaneWidth.Bits512));
        return widths;
    }

    [Theory, MemberData(nameof(Widths))]
    public void Batch_radius_search_equals_brute_force(string width) =>
        Gen.Select(Oracle.Clustered, Oracle.Code, Gen.Int[0, 257], Gen.Int[0, 1300], Gen.Int[0, 1300]).Sample(
            (codes, stranger, radius, a, b) =>
            {
                var (start, end) = Range(codes.Length, a, b);
                var set = new Oracle.Set(codes);
                var queries = Queries(codes, stranger);
                var collectors = queries.Select(q => new RadiusCollector(q, radius)).ToArray();
                Enter(collectors, set);
                using (var scan = HammingScan.Batch(Enum.Parse<LaneWidth>(width), collectors))
                    scan.Scan(set.Codes, start, end);
                for (var i = 0; i < queries.Length; i++)
                    Assert.Equal(Oracle.Radius(codes, start, end, queries[i], radius, Oracle.Set.IdOf), collectors[i].Take());
            }, iter: 60);

    [Theory, MemberData(nameof(Widths))]
    public void Single_radius_search_equals_brute_force(string width) =>
        Gen.Select(Oracle.Clustered, Oracle.Code, Gen.Int[0, 257], Gen.Int[0, 1300], Gen.Int[0, 1300]).Sample(
            (codes, stranger, radius, a, b) =>
            {
                var (start, end) = Range(codes.Length, a, b);
                var set = new Oracle.Set(codes);
                foreach (var query in Queries(codes, stranger))
                {
                    var collector = new RadiusCollector(query, radius);
                    collector.Enter(set);
                    HammingScan.One(Enum.Parse<LaneWidth>(width), set.Codes, start, end, collector);
                    Assert.Equal(Oracle.Radius(codes, start, end, query, radius, Oracle.Set.IdOf), collector.Take());
                }
            }, iter: 60);

    [Theory, MemberData(nameof(Widths))]
    public void Nearest_search_equals_brute_force_with_ties_by_id(string width) =>
        Gen.Select(Oracle.Clustered, Oracle.Code, Gen.Int[1, 40], Gen.Int[20, 256], Gen.Bool).Sample(
            (codes, stranger, count, radius, batch) =>
            {
                var set = new Oracle.Set(codes);
                var queries = Queries(codes, stranger);
                var collectors = queries.Select(q => new NearestCollector(q, count, radius)).ToArray();
                Enter(collectors, set);
                if (batch)
                {
                    using var scan = HammingScan.Batch(Enum.Parse<LaneWidth>(width), collectors);
                    scan.Scan(set.Codes, 0, codes.Length);
                }
                else
                {
                    foreach (var collector in collectors)
                        HammingScan.One(Enum.Parse<LaneWidth>(width), set.Codes, 0, codes.Length, collector);
                }

                for (var i = 0; i < queries.Length; i++)
                {
                    var expected = Oracle.Radius(codes, 0, codes.Length, queries[i], radius, Oracle.Set.IdOf).Take(count);
                    Assert.Equal(expected, collectors[i].Take());
                }
            }, iter: 60);

    [Fact]
    public void Forked_searches_join_to_the_same_answer() =>
        Gen.Select(Oracle.Clustered, Oracle.Code, Gen.Int[1, 20], Gen.Int[0, 1300]).Sample((codes, query, count, cut) =>
        {
            cut = Math.Min(cut, codes.Length);
            var set = new Oracle.Set(codes);
            var whole = new NearestCollector(query, count, 256);
            var left = whole.Fork();
            var right = whole.Fork();
            Enter([left, right], set);
            HammingScan.Scan(set.Codes, 0, cut, [left]);
            HammingScan.Scan(set.Codes, cut, codes.Length, [right]);
            whole.Join(left);
            whole.Join(right);
            Assert.Equal(Oracle.Radius(codes, 0, codes.Length, query, 256, Oracle.Set.IdOf).Take(count), whole.Take());
        }, iter: 60);

    [Fact]
    public void Removed_entries_are_never_found()
    {
        var codes = Enumerable.Repeat(default(Hash256), 1000).ToArray();
        var set = new Oracle.Set(codes, removals: true);
        var collectors = Enumerable.Range(0, HammingScan.BatchFrom).Select(_ => new RadiusCollector(default, 0)).ToArray();
        Enter(collectors, set);
        HammingScan.Scan(set.Codes, 0, codes.Length, collectors);
        var expected = Enumerable.Range(0, 1000).Where(p => p % 7 != 3).Select(p => new SearchHit(Oracle.Set.IdOf(p), 0)).Order();
        Assert.All(collectors, collector => Assert.Equal(expected, collector.Take()));
    }

    [Fact]
    public void Counted_bits_grow_with_the_bound_and_end_with_all()
    {
        var groups = Enumerable.Range(0, 257).Select(BatchScan<Lane64, ulong>.GroupsFor).ToArray();
        Assert.Equal(groups.Order(), groups);
        Assert.Equal(4, groups[31]);
        Assert.Equal(11, groups[256]);
    }

    [Fact]
    public unsafe void Turning_a_block_puts_every_bit_where_its_slice_says() =>
        Gen.ULong.Array[CodePlanes.BlockSize].Sample(words =>
        {
            var slices = new ulong[64 * 8];
            fixed (ulong* source = words, target = slices)
                BitSlices<Lane64, ulong>.Turn(source, target);
            for (var code = 0; code < words.Length; code++)
            {
                for (var bit = 0; bit < 64; bit++)
                    Assert.Equal((words[code] >> bit) & 1, (slices[(bit * 8) + (code % 8)] >> (code / 8)) & 1);
            }
        }, iter: 3);

    private static (int Start, int End) Range(int count, int a, int b)
    {
        a = Math.Min(a, count);
        b = Math.Min(b, count);
        return (Math.Min(a, b), Math.Max(a, b));
    }

    private static Hash256[] Queries(Hash256[] codes, Hash256 stranger) =>
        [stranger, .. codes.Where((_, i) => i % 191 == 0), .. codes.Take(1).Select(code => Oracle.Flip(code, [1, 70, 200]))];

    private static void Enter(IEnumerable<HitCollector> collectors, ICodeSet set)
    {
        foreach (var collector in collectors)
            collector.Enter(set);
    }
}
