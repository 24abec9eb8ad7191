using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>Passes along rows, sixteen rows side by side in two vectors, from a strip that is stored column by column.</summary>
internal static unsafe class RowPass
{
    private const int Side = PdqTransform.Side;
    private const int StripRows = PdqBuffers.StripRows;

    /// <summary>The first pass: filters the strip into the rows of the ring from <paramref name="row"/> on.</summary>
    public static void Filter(PdqBuffers buffers, int row)
    {
        var filter = buffers.AlongRows;
        var to = buffers.Ring + (nint)(row % buffers.RingRows) * buffers.RingPitch;
        var (pitch, width) = ((nint)buffers.RingPitch, (nint)buffers.PaddedWidth);
        var (upper, lower) = Begin(buffers.Strip, filter);
        var gained = buffers.Strip + (nint)filter.Lead * StripRows;
        var lost = buffers.Strip - (nint)filter.Lag * StripRows;
        var means = stackalloc float[8 * StripRows];
        fixed (float* counts = filter.Counts)
            for (nint x = 0; x < width; x += 8)
            {
                for (nint i = 0; i < 8; i++)
                {
                    (upper, lower) = Slide(upper, lower, gained, lost);
                    var count = Vector256.Create(counts[x + i]);
                    (upper / count).Store(means + i * StripRows);
                    (lower / count).Store(means + i * StripRows + 8);
                    gained += StripRows;
                    lost += StripRows;
                }

                Transposition.Turn(means, StripRows, to + x, pitch);
                Transposition.Turn(means + 8, StripRows, to + x + 8 * pitch, pitch);
            }
    }

    /// <summary>The second pass: means of the second strip at the 64 wanted columns alone, into the sampled rows.</summary>
    public static void Sample(PdqBuffers buffers, int row)
    {
        var filter = buffers.AlongRows;
        var (upper, lower) = Begin(buffers.SecondStrip, filter);
        var gained = buffers.SecondStrip + (nint)filter.Lead * StripRows;
        var lost = buffers.SecondStrip - (nint)filter.Lag * StripRows;
        var next = 0;
        for (var i = 0; i < Side; i++)
        {
            var column = filter.Samples[i];
            for (; next <= column; next++)
            {
                (upper, lower) = Slide(upper, lower, gained, lost);
                gained += StripRows;
                lost += StripRows;
            }

            var count = Vector256.Create(filter.Counts[column]);
            (upper / count).Store(buffers.Turned + i * StripRows);
            (lower / count).Store(buffers.Turned + i * StripRows + 8);
        }

        var to = buffers.Sampled + (nint)row * Side;
        for (var i = 0; i < Side; i += 8)
        {
            Transposition.Turn(buffers.Turned + i * StripRows, StripRows, to + i, Side);
            Transposition.Turn(buffers.Turned + i * StripRows + 8, StripRows, to + i + 8 * Side, Side);
        }
    }

    // Values go in and out, no references: a sum whose address is known lives in memory, and each step of it waits for the last one's store.
    private static (Vector256<float> Upper, Vector256<float> Lower) Begin(float* strip, BoxFilter filter)
    {
        var (upper, lower) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (var column = 0; column < filter.Lead; column++)
        {
            upper += Vector256.Load(strip + (nint)column * StripRows);
            lower += Vector256.Load(strip + (nint)column * StripRows + 8);
        }

        return (upper, lower);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Upper, Vector256<float> Lower) Slide(Vector256<float> upper, Vector256<float> lower, float* gained, float* lost) =>
        (upper + Vector256.Load(gained) - Vector256.Load(lost), lower + Vector256.Load(gained + 8) - Vector256.Load(lost + 8));
}
