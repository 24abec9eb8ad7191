namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>
/// Pixels to PDQ's 64 × 64 samples of blurred luminance in one pass over the picture, with the roundings of Meta's four passes.
/// A running sum is never reordered: along rows eight rows are summed side by side, down columns eight columns, and strips of rows
/// are transposed between the two. The last two passes divide only where a sample is taken. No picture-sized buffer is touched.
/// </summary>
internal sealed unsafe class PdqDownscaler
{
    private const int Side = PdqTransform.Side;
    private const int StripRows = PdqBuffers.StripRows;

    private readonly PdqBuffers _buffers = new();

    /// <param name="rgb">width × height × 3 bytes.</param>
    /// <param name="samples">64 × 64, rows from the top.</param>
    public void Downscale(ReadOnlySpan<byte> rgb, int width, int height, Span<float> samples)
    {
        _buffers.Fit(width, height);
        fixed (byte* pixels = rgb)
        {
            var produced = 0;
            var down = _buffers.AlongColumns;
            for (var row = 0; row < height; row += StripRows)
            {
                var needed = Math.Min(row + StripRows + down.Lead, height);
                for (; produced < needed; produced += StripRows)
                {
                    StripLoader.Load(pixels, produced, _buffers);
                    RowPass.Filter(_buffers, produced);
                }

                if (row == 0) ColumnPass.Begin(_buffers);
                ColumnPass.Filter(_buffers, row, 0);
                ColumnPass.Filter(_buffers, row + 8, 8);
                ClearPadding();
                RowPass.Sample(_buffers, row);
            }
        }

        SampleRows(samples);
    }

    // The strip is whole vectors wide; to the filter there is nothing behind the last pixel.
    private void ClearPadding() => new Span<float>(
        _buffers.SecondStrip + _buffers.Width * StripRows,
        (_buffers.PaddedWidth - _buffers.Width) * StripRows).Clear();

    /// <summary>The last pass: down the 64 columns that are left, dividing at the 64 rows that are wanted.</summary>
    private void SampleRows(Span<float> samples)
    {
        var filter = _buffers.AlongColumns;
        var rows = _buffers.Sampled;
        // Rows behind the last one came out of padding.
        new Span<float>(rows + filter.Length * Side, (filter.Padded - filter.Length) * Side).Clear();
        Span<float> sums = stackalloc float[Side];
        sums.Clear();
        for (var row = 0; row < filter.Lead; row++) SlidingSum.Add(sums, rows + row * Side);
        var next = 0;
        for (var i = 0; i < Side; i++)
        {
            var row = filter.Samples[i];
            for (; next <= row; next++)
                SlidingSum.Slide(sums, rows + (next + filter.Lead) * Side, rows + (next - filter.Lag) * Side);
            SlidingSum.Divide(sums, filter.Counts[row], samples.Slice(i * Side, Side));
        }
    }
}
