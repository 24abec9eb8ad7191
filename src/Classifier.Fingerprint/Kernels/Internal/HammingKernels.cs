using ILGPU;

namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>Exact Hamming search and pairing. Codes lie in four planes: word p of code i is at p × codes + i.</summary>
internal static class HammingKernels
{
    /// <summary>Codes that one group ranks for one query.</summary>
    public const int SegmentCodes = 4096;

    /// <summary>Codes of a tile of the all-pairs kernel; a group compares two tiles.</summary>
    public const int TileCodes = 128;

    private const int SegmentBits = 12;
    private const uint NoKey = uint.MaxValue;

    /// <summary>
    /// One group ranks one segment for one query. Distance and place make one key, and no two are equal, so bisection over keys finds
    /// exactly the last one that belongs to the result, without sorting; keys up to it are handed out in any order.
    /// </summary>
    /// <param name="planes">The codes.</param>
    /// <param name="codes">How many.</param>
    /// <param name="queries">Four words a query.</param>
    /// <param name="segments">Groups of a query: ⌈codes / 4096⌉.</param>
    /// <param name="wanted">Most keys of a segment.</param>
    /// <param name="radius">Greatest distance.</param>
    /// <param name="keys">distance × 4096 + place in the segment; wanted places for each group.</param>
    /// <param name="found">Keys of each group.</param>
    public static void SelectNearest(
        ArrayView<ulong> planes, int codes, ArrayView<ulong> queries, int segments, int wanted, int radius,
        ArrayView<uint> keys, ArrayView<int> found)
    {
        var own = SharedMemory.Allocate<uint>(SegmentCodes);
        var counter = SharedMemory.Allocate<int>(1);
        var group = Grid.IdxX;
        var query = group / segments * 4;
        var first = group % segments * SegmentCodes;
        var limit = (uint)((radius + 1) << SegmentBits) - 1;

        for (var i = Group.IdxX; i < SegmentCodes; i += Group.DimX)
        {
            var key = NoKey;
            var code = first + i;
            if (code < codes)
            {
                var distance = IntrinsicMath.PopCount(planes[code] ^ queries[query])
                    + IntrinsicMath.PopCount(planes[codes + code] ^ queries[query + 1])
                    + IntrinsicMath.PopCount(planes[(2L * codes) + code] ^ queries[query + 2])
                    + IntrinsicMath.PopCount(planes[(3L * codes) + code] ^ queries[query + 3]);
                key = (uint)((distance << SegmentBits) | i);
            }

            own[i] = key;
        }

        // The smallest bound with enough keys up to it, or the limit of the radius where even that has too few.
        var (low, high) = (0u, limit);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (CountUpTo(own, counter, middle) >= wanted) high = middle;
            else low = middle + 1;
        }

        Group.Barrier();
        if (Group.IdxX == 0) counter[0] = 0;
        Group.Barrier();
        for (var i = Group.IdxX; i < SegmentCodes; i += Group.DimX)
            if (own[i] <= high)
            {
                var place = Atomic.Add(ref counter[0], 1);
                if (place < wanted) keys[((long)group * wanted) + place] = own[i];
            }

        Group.Barrier();
        if (Group.IdxX == 0) found[group] = counter[0];
    }

    /// <summary>One group compares a tile of earlier codes with a tile of later ones and appends the pairs within the radius.</summary>
    /// <param name="planes">The codes.</param>
    /// <param name="codes">How many.</param>
    /// <param name="region">The tiles that this launch compares.</param>
    /// <param name="radius">Greatest distance.</param>
    /// <param name="pairs">First, second and distance of a pair; a third of its length may be found.</param>
    /// <param name="found">Pairs found, those that did not fit among them.</param>
    public static void CollectPairs(
        ArrayView<ulong> planes, int codes, TileRegion region, int radius, ArrayView<int> pairs, ArrayView<int> found)
    {
        var tile = SharedMemory.Allocate<ulong>(4 * TileCodes);
        var row = region.FirstRow + (Grid.IdxX / region.Columns);
        var column = region.FirstColumn + (Grid.IdxX % region.Columns);
        var later = column * TileCodes;
        for (var i = Group.IdxX; i < 4 * TileCodes; i += Group.DimX)
        {
            var code = later + (i % TileCodes);
            tile[i] = code < codes ? planes[((long)(i / TileCodes) * codes) + code] : 0;
        }

        Group.Barrier();
        for (var i = Group.IdxX; i < TileCodes; i += Group.DimX)
        {
            var code = (row * TileCodes) + i;
            if (code >= codes || column < row) continue;
            var word0 = planes[code];
            var word1 = planes[codes + code];
            var word2 = planes[(2L * codes) + code];
            var word3 = planes[(3L * codes) + code];
            for (var j = 0; j < TileCodes; j++)
            {
                var other = later + j;
                if (other <= code || other >= codes) continue;
                var distance = IntrinsicMath.PopCount(word0 ^ tile[j])
                    + IntrinsicMath.PopCount(word1 ^ tile[TileCodes + j])
                    + IntrinsicMath.PopCount(word2 ^ tile[(2 * TileCodes) + j])
                    + IntrinsicMath.PopCount(word3 ^ tile[(3 * TileCodes) + j]);
                if (distance > radius) continue;
                var place = Atomic.Add(ref found[0], 1);
                if (place >= region.MaxPairs) continue;
                pairs[3L * place] = code;
                pairs[(3L * place) + 1] = other;
                pairs[(3L * place) + 2] = distance;
            }
        }
    }

    private static int CountUpTo(ArrayView<uint> own, ArrayView<int> counter, uint bound)
    {
        // The count before has been read by all when the counter starts anew.
        Group.Barrier();
        if (Group.IdxX == 0) counter[0] = 0;
        Group.Barrier();
        var count = 0;
        for (var i = Group.IdxX; i < SegmentCodes; i += Group.DimX)
            if (own[i] <= bound) count++;
        Atomic.Add(ref counter[0], count);
        Group.Barrier();
        return counter[0];
    }
}
