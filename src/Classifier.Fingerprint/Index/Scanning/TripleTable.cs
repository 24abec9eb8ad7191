using System.Runtime.CompilerServices;

namespace Classifier.Fingerprint.Index.Scanning;

/// <summary>
/// The first adder of every comparison, computed once a block instead of once a query. Three bits of a code differ from three bits
/// of a query in 0 to 3 places; for each of the 8 patterns that the query's bits can have, the table holds that count for all codes
/// of the block as two slices (ones and twos). A query then only picks (Arlazarov et al.'s Four Russians, on bit-sliced counters).
/// </summary>
internal sealed unsafe class TripleTable<TOps, T> : IDisposable
    where TOps : struct, ILaneOperations<T>
    where T : unmanaged
{
    /// <summary>Triples are summed eight at a time: 24 bits.</summary>
    public const int TriplesOfGroup = 8;

    /// <summary>256 bits, and 8 zero bits to fill the last group.</summary>
    public const int Groups = 11;

    public const int Triples = Groups * TriplesOfGroup;

    private const int Slices = Triples * 3;
    private const int PlaneSlices = 64;

    private readonly NativeWords _slices = new(Slices * BitSlices<TOps, T>.SliceWords);
    private readonly NativeWords _table = new((long)Triples * WordsOfTriple * (BitSlices<TOps, T>.SliceWords / TOps.Words));

    /// <summary>Words of one triple of one column: 8 patterns × 2 slices.</summary>
    public static int WordsOfTriple => 16 * TOps.Words;

    /// <summary>Words of one column, a register's width of the block.</summary>
    public static int WordsOfColumn => Triples * WordsOfTriple;

    public ulong* Column(int column) => _table.Pointer + ((nint)column * WordsOfColumn);

    /// <param name="groups">How many groups of triples some query will read.</param>
    public void Build(CodePlanes codes, int first, int groups)
    {
        var planes = Math.Min(CodePlanes.Planes, ((groups * TriplesOfGroup * 3) + PlaneSlices - 1) / PlaneSlices);
        for (var plane = 0; plane < planes; plane++)
            BitSlices<TOps, T>.Turn(codes.Plane(plane) + first, _slices.Pointer + (plane * PlaneSlices * BitSlices<TOps, T>.SliceWords));
        for (var column = 0; column < BitSlices<TOps, T>.SliceWords / TOps.Words; column++)
            Fill(Column(column), _slices.Pointer + (column * TOps.Words), groups * TriplesOfGroup);
    }

    public void Dispose()
    {
        _slices.Dispose();
        _table.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(ulong* target, ulong* slices, int triples)
    {
        var ones = TOps.Broadcast(ulong.MaxValue);
        for (var triple = 0; triple < triples; triple++)
        {
            var a = TOps.Load(slices);
            var b = TOps.Load(slices + BitSlices<TOps, T>.SliceWords);
            var c = TOps.Load(slices + (2 * BitSlices<TOps, T>.SliceWords));
            slices += 3 * BitSlices<TOps, T>.SliceWords;
            var sum = TOps.Xor3(a, b, c);
            for (var pattern = 0; pattern < 8; pattern++)
            {
                var x = (pattern & 1) != 0 ? TOps.Xor(a, ones) : a;
                var y = (pattern & 2) != 0 ? TOps.Xor(b, ones) : b;
                var z = (pattern & 4) != 0 ? TOps.Xor(c, ones) : c;
                var odd = pattern is 1 or 2 or 4 or 7;
                TOps.Store(target, odd ? TOps.Xor(sum, ones) : sum);
                TOps.Store(target + TOps.Words, TOps.Majority(x, y, z));
                target += 2 * TOps.Words;
            }
        }
    }
}
