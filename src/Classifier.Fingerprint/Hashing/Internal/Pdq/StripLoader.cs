namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>Luminance of 16 rows, stored column by column.</summary>
internal static unsafe class StripLoader
{
    private const int Pixels = 8;
    private const int StripRows = PdqBuffers.StripRows;

    /// <summary>Loads the rows from <paramref name="row"/> on; rows behind the last repeat it.</summary>
    public static void Load(byte* pixels, int row, PdqBuffers buffers)
    {
        var rowBytes = (nint)buffers.Width * 3;
        var rows = stackalloc byte*[StripRows];
        for (var r = 0; r < StripRows; r++) rows[r] = pixels + Math.Min(row + r, buffers.Height - 1) * rowBytes;

        var x = 0;
        for (; x * 3 + RgbLanes.Reach <= rowBytes; x += Pixels)
        {
            LoadBlock(rows, x * 3, buffers.Strip + (nint)x * StripRows);
            LoadBlock(rows + 8, x * 3, buffers.Strip + (nint)x * StripRows + 8);
        }

        // What is left of the rows, copied so that no read leaves the picture and what is missing is black.
        var rest = stackalloc byte[StripRows * 32];
        var copies = stackalloc byte*[StripRows];
        for (; x < buffers.PaddedWidth; x += Pixels)
        {
            var bytes = (int)Math.Min(rowBytes - x * 3, Pixels * 3);
            new Span<byte>(rest, StripRows * 32).Clear();
            for (var r = 0; r < StripRows; r++)
            {
                copies[r] = rest + r * 32;
                new ReadOnlySpan<byte>(rows[r] + x * 3, bytes).CopyTo(new Span<byte>(copies[r], 32));
            }

            LoadBlock(copies, 0, buffers.Strip + (nint)x * StripRows);
            LoadBlock(copies + 8, 0, buffers.Strip + (nint)x * StripRows + 8);
        }
    }

    private static void LoadBlock(byte** rows, nint offset, float* to) => Transposition.Store(
        Luminance.Load(rows[0] + offset),
        Luminance.Load(rows[1] + offset),
        Luminance.Load(rows[2] + offset),
        Luminance.Load(rows[3] + offset),
        Luminance.Load(rows[4] + offset),
        Luminance.Load(rows[5] + offset),
        Luminance.Load(rows[6] + offset),
        Luminance.Load(rows[7] + offset),
        to,
        StripRows);
}
