using System.Numerics;
using System.Runtime.CompilerServices;

namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>
/// Compares every code of a range with many queries. A block is turned into bit slices once (see <see cref="TripleTable{TOps,T}"/>);
/// each query then counts differing bits for a register full of codes at a time with carry-save adders: about 1.6 register operations
/// for one bit of 512 codes, against 7 for 64 bits of 8 codes by byte shuffles. Only as many bits are counted as leave few
/// codes at most the bound by chance; what is left is compared exactly.
/// </summary>
internal sealed unsafe class BatchScan<TOps, T> : IBatchScan
    where TOps : struct, ILaneOperations<T>
    where T : unmanaged
{
    private const int CounterBits = 8;
    private const int AnyBound = 256;

    private readonly TripleTable<TOps, T> _table = new();
    private readonly ushort[] _picks;
    private readonly Collector[] _collectors;

    public BatchScan(ReadOnlySpan<Collector> collectors)
    {
        _collectors = collectors.ToArray();
        _picks = new ushort[_collectors.Length * TripleTable<TOps, T>.Triples];
        for (var i = 0; i < _collectors.Length; i++)
            Picks(_collectors[i].Query, _picks.AsSpan(i * TripleTable<TOps, T>.Triples, TripleTable<TOps, T>.Triples));
    }

    public void Scan(CodePlanes codes, int start, int end)
    {
        for (var first = start / CodePlanes.BlockSize * CodePlanes.BlockSize; first < end; first += CodePlanes.BlockSize)
            ScanBlock(codes, first, Math.Max(start, first), Math.Min(end, first + CodePlanes.BlockSize));
        GC.KeepAlive(codes);
    }

    public void Dispose() => _table.Dispose();

    /// <summary>Groups of 24 bits after which a code of independent fair bits is at most the bound once in a thousand times (3.1 deviations).</summary>
    internal static int GroupsFor(int bound)
    {
        for (var groups = 1; groups < TripleTable<TOps, T>.Groups; groups++)
        {
            var bits = groups * 24;
            if ((bits / 2.0) - bound >= 3.1 * Math.Sqrt(bits) / 2)
                return groups;
        }

        return TripleTable<TOps, T>.Groups;
    }

    // Where in a triple's 16 registers the query's pattern stands, in words.
    private static void Picks(in Hash256 query, Span<ushort> picks)
    {
        for (var triple = 0; triple < picks.Length; triple++)
        {
            var pattern = 0;
            for (var bit = 0; bit < 3; bit++)
            {
                if ((triple * 3) + bit < Hash256.BitCount && query.IsSet((triple * 3) + bit))
                    pattern |= 1 << bit;
            }

            picks[triple] = (ushort)(pattern * 2 * TOps.Words);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScanBlock(CodePlanes codes, int first, int start, int end)
    {
        Span<byte> groups = _groups.Length >= _collectors.Length ? _groups : _groups = new byte[_collectors.Length];
        var most = 0;
        for (var i = 0; i < _collectors.Length; i++)
            most = Math.Max(most, groups[i] = (byte)_groupsOfBound[Math.Clamp(_collectors[i].Bound, 0, AnyBound)]);
        _table.Build(codes, first, most);
        var counters = stackalloc ulong[CounterBits * 8];
        var over = stackalloc ulong[8];
        fixed (ushort* picks = _picks)
        {
            for (var column = 0; column < BitSlices<TOps, T>.SliceWords / TOps.Words; column++)
            {
                var biased = -1;
                for (var i = 0; i < _collectors.Length; i++)
                {
                    var bound = _collectors[i].Bound;
                    if (bound is < 0 or >= AnyBound)
                    {
                        if (bound >= AnyBound)
                            OfferAll(codes, _collectors[i], first, column, start, end);
                        continue;
                    }

                    if (bound != biased)
                    {
                        Bias(counters, bound);
                        biased = bound;
                    }

                    var excess = Count(_table.Column(column), picks + (i * TripleTable<TOps, T>.Triples), groups[i], counters);
                    if (TOps.AllSet(excess))
                        continue;
                    TOps.Store(over, excess);
                    Verify(codes, _collectors[i], over, first + (column * TOps.Words), start, end);
                }
            }
        }
    }

    private static readonly int[] _groupsOfBound = [.. Enumerable.Range(0, AnyBound + 1).Select(GroupsFor)];
    private byte[] _groups = [];

    // Counters start at 255 − bound, so that a count beyond the bound carries out of bit 7: comparing costs nothing.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Bias(ulong* counters, int bound)
    {
        for (var bit = 0; bit < CounterBits; bit++)
            TOps.Store(counters + (bit * TOps.Words), TOps.Broadcast((((255 - bound) >> bit) & 1) != 0 ? ulong.MaxValue : 0));
    }

    /// <returns>A bit for each code of the column: set when it differs from the query in more counted bits than the bound.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Count(ulong* table, ushort* picks, int groups, ulong* counters)
    {
        var words = TOps.Words;
        var stride = 16 * words;
        var n1 = TOps.Load(counters);
        var n2 = TOps.Load(counters + words);
        var n4 = TOps.Load(counters + (2 * words));
        var n8 = TOps.Load(counters + (3 * words));
        var n16 = TOps.Load(counters + (4 * words));
        var n32 = TOps.Load(counters + (5 * words));
        var n64 = TOps.Load(counters + (6 * words));
        var n128 = TOps.Load(counters + (7 * words));
        var over = TOps.Broadcast(0);
        for (var group = 0; group < groups; group++)
        {
            var p0 = table + picks[0];
            var p1 = table + stride + picks[1];
            var p2 = table + (2 * stride) + picks[2];
            var p3 = table + (3 * stride) + picks[3];
            var one0 = TOps.Load(p0);
            var one1 = TOps.Load(p1);
            var a2 = TOps.Majority(n1, one0, one1);
            n1 = TOps.Xor3(n1, one0, one1);
            one0 = TOps.Load(p2);
            one1 = TOps.Load(p3);
            var b2 = TOps.Majority(n1, one0, one1);
            n1 = TOps.Xor3(n1, one0, one1);
            var two0 = TOps.Load(p0 + words);
            var two1 = TOps.Load(p1 + words);
            var a4 = TOps.Majority(n2, two0, two1);
            n2 = TOps.Xor3(n2, two0, two1);
            two0 = TOps.Load(p2 + words);
            two1 = TOps.Load(p3 + words);
            var b4 = TOps.Majority(n2, two0, two1);
            n2 = TOps.Xor3(n2, two0, two1);
            var c4 = TOps.Majority(n2, a2, b2);
            n2 = TOps.Xor3(n2, a2, b2);
            var a8 = TOps.Majority(n4, a4, b4);
            n4 = TOps.Xor3(n4, a4, b4);

            p0 = table + (4 * stride) + picks[4];
            p1 = table + (5 * stride) + picks[5];
            p2 = table + (6 * stride) + picks[6];
            p3 = table + (7 * stride) + picks[7];
            one0 = TOps.Load(p0);
            one1 = TOps.Load(p1);
            a2 = TOps.Majority(n1, one0, one1);
            n1 = TOps.Xor3(n1, one0, one1);
            one0 = TOps.Load(p2);
            one1 = TOps.Load(p3);
            b2 = TOps.Majority(n1, one0, one1);
            n1 = TOps.Xor3(n1, one0, one1);
            two0 = TOps.Load(p0 + words);
            two1 = TOps.Load(p1 + words);
            a4 = TOps.Majority(n2, two0, two1);
            n2 = TOps.Xor3(n2, two0, two1);
            two0 = TOps.Load(p2 + words);
            two1 = TOps.Load(p3 + words);
            b4 = TOps.Majority(n2, two0, two1);
            n2 = TOps.Xor3(n2, two0, two1);
            var d4 = TOps.Majority(n2, a2, b2);
            n2 = TOps.Xor3(n2, a2, b2);
            var b8 = TOps.Majority(n4, a4, b4);
            n4 = TOps.Xor3(n4, a4, b4);
            var c8 = TOps.Majority(n4, c4, d4);
            n4 = TOps.Xor3(n4, c4, d4);

            var a16 = TOps.Majority(n8, a8, b8);
            n8 = TOps.Xor3(n8, a8, b8);
            var b16 = TOps.And(n8, c8);
            n8 = TOps.Xor(n8, c8);
            var carry = TOps.Majority(n16, a16, b16);
            n16 = TOps.Xor3(n16, a16, b16);
            var next = TOps.And(n32, carry);
            n32 = TOps.Xor(n32, carry);
            carry = TOps.And(n64, next);
            n64 = TOps.Xor(n64, next);
            over = TOps.Xor(over, TOps.And(n128, carry));
            n128 = TOps.Xor(n128, carry);
            table += 8 * stride;
            picks += TripleTable<TOps, T>.TriplesOfGroup;
        }

        return over;
    }

    private static void Verify(CodePlanes codes, Collector collector, ulong* over, int first, int start, int end)
    {
        for (var word = 0; word < TOps.Words; word++)
        {
            for (var left = ~over[word]; left != 0; left &= left - 1)
                Offer(codes, collector, first + word + (BitOperations.TrailingZeroCount(left) * 8), start, end);
        }
    }

    private static void OfferAll(CodePlanes codes, Collector collector, int first, int column, int start, int end)
    {
        for (var row = 0; row < 64; row++)
        {
            for (var word = 0; word < TOps.Words; word++)
                Offer(codes, collector, first + (row * 8) + (column * TOps.Words) + word, start, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Offer(CodePlanes codes, Collector collector, int position, int start, int end)
    {
        if (position < start || position >= end)
            return;
        var distance = codes.Distance(position, collector.Query);
        if (distance <= collector.Bound)
            collector.Offer(position, distance);
    }
}
