using System.Runtime.Intrinsics;

namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>The first pass down the columns: from the ring of filtered rows to the second strip.</summary>
internal static unsafe class ColumnPass
{
    private const int StripRows = PdqBuffers.StripRows;

    /// <summary>Starts the sums with the rows that the first output looks ahead.</summary>
    public static void Begin(PdqBuffers buffers)
    {
        new Span<float>(buffers.ColumnSums, buffers.PaddedWidth).Clear();
        for (var row = 0; row < buffers.AlongColumns.Lead; row++)
        {
            var gained = Row(buffers, row);
            for (var x = 0; x < buffers.PaddedWidth; x += 8)
                (Vector256.Load(buffers.ColumnSums + x) + Vector256.Load(gained + x)).Store(buffers.ColumnSums + x);
        }
    }

    /// <summary>Filters eight output rows from <paramref name="row"/> on into eight lanes of the second strip.</summary>
    /// <param name="lane">First of the eight places in each column of the strip: 0 or 8.</param>
    public static void Filter(PdqBuffers buffers, int row, int lane)
    {
        var filter = buffers.AlongColumns;
        var gained = stackalloc float*[8];
        var lost = stackalloc float*[8];
        var counts = stackalloc float[8];
        for (var r = 0; r < 8; r++)
        {
            gained[r] = Row(buffers, row + r + filter.Lead);
            lost[r] = Row(buffers, row + r - filter.Lag);
            counts[r] = filter.Counts[row + r];
        }

        var sums = buffers.ColumnSums;
        var strip = buffers.SecondStrip + lane;
        nint width = buffers.PaddedWidth;
        for (nint x = 0; x < width; x += 8)
        {
            var sum0 = Vector256.Load(sums + x) + Vector256.Load(gained[0] + x) - Vector256.Load(lost[0] + x);
            var sum1 = sum0 + Vector256.Load(gained[1] + x) - Vector256.Load(lost[1] + x);
            var sum2 = sum1 + Vector256.Load(gained[2] + x) - Vector256.Load(lost[2] + x);
            var sum3 = sum2 + Vector256.Load(gained[3] + x) - Vector256.Load(lost[3] + x);
            var sum4 = sum3 + Vector256.Load(gained[4] + x) - Vector256.Load(lost[4] + x);
            var sum5 = sum4 + Vector256.Load(gained[5] + x) - Vector256.Load(lost[5] + x);
            var sum6 = sum5 + Vector256.Load(gained[6] + x) - Vector256.Load(lost[6] + x);
            var sum7 = sum6 + Vector256.Load(gained[7] + x) - Vector256.Load(lost[7] + x);
            sum7.Store(sums + x);
            Transposition.Store(
                sum0 / Vector256.Create(counts[0]),
                sum1 / Vector256.Create(counts[1]),
                sum2 / Vector256.Create(counts[2]),
                sum3 / Vector256.Create(counts[3]),
                sum4 / Vector256.Create(counts[4]),
                sum5 / Vector256.Create(counts[5]),
                sum6 / Vector256.Create(counts[6]),
                sum7 / Vector256.Create(counts[7]),
                strip + x * StripRows,
                StripRows);
        }
    }

    private static float* Row(PdqBuffers buffers, int row) => row < 0 || row >= buffers.Height
        ? buffers.ZeroRow
        : buffers.Ring + (nint)(row % buffers.RingRows) * buffers.RingPitch;
}
