namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>
/// Working memory of <see cref="PdqDownscaler"/> for one size of picture, in one pinned array that grows and is kept: two strips of
/// 16 rows stored column by column, a ring of filtered rows, sums down the columns, and the 64 wanted columns of all rows.
/// What lies before and behind each of them is zero.
/// </summary>
internal sealed unsafe class PdqBuffers
{
    /// <summary>Rows that go through a pass along rows together.</summary>
    public const int StripRows = 16;

    private const int Line = 16;

    private float[] _memory = [];

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Width as whole vectors of 8.</summary>
    public int PaddedWidth { get; private set; }

    public BoxFilter AlongRows { get; } = new();

    public BoxFilter AlongColumns { get; } = new();

    /// <summary>Luminance: column x is the 16 floats at 16 x.</summary>
    public float* Strip { get; private set; }

    /// <summary>Once filtered both ways: column x is the 16 floats at 16 x.</summary>
    public float* SecondStrip { get; private set; }

    /// <summary>Filtered rows, <see cref="RingRows"/> of them, <see cref="RingPitch"/> apart.</summary>
    public float* Ring { get; private set; }

    public int RingRows { get; private set; }

    public int RingPitch { get; private set; }

    /// <summary>A row of zeros.</summary>
    public float* ZeroRow { get; private set; }

    public float* ColumnSums { get; private set; }

    /// <summary>Sampled columns of a strip: 64 × 16.</summary>
    public float* Turned { get; private set; }

    /// <summary>Sampled columns of all rows: row y is the 64 floats at 64 y.</summary>
    public float* Sampled { get; private set; }

    /// <summary>Lays the memory out for a size; nothing to do where it is the size of the picture before.</summary>
    public void Fit(int width, int height)
    {
        if (width == Width && height == Height) return;
        (Width, Height) = (width, height);
        PaddedWidth = RoundUp(width, 8);
        var paddedHeight = RoundUp(height, StripRows);
        AlongRows.Fit(width, PaddedWidth);
        AlongColumns.Fit(height, paddedHeight);
        RingRows = RoundUp(AlongColumns.Window + 2 * StripRows, StripRows);
        // One line more than the width, lest rows of a power of two share cache sets.
        RingPitch = RoundUp(PaddedWidth, Line) + Line;

        var stripColumns = AlongRows.Lag + PaddedWidth + AlongRows.Lead;
        var strip = stripColumns * StripRows;
        var ring = checked(RingRows * RingPitch);
        var row = RoundUp(PaddedWidth, Line);
        var turned = PdqTransform.Side * StripRows;
        var sampled = checked((AlongColumns.Lag + paddedHeight + AlongColumns.Lead) * PdqTransform.Side);
        var total = checked(2 * strip + ring + 2 * row + turned + sampled + Line);
        if (_memory.Length < total) _memory = GC.AllocateUninitializedArray<float>(total, pinned: true);

        fixed (float* memory = _memory)
        {
            var next = (float*)(((nuint)memory + 63) & ~(nuint)63);
            Strip = LaidOut(next, AlongRows, StripRows);
            SecondStrip = LaidOut(next += strip, AlongRows, StripRows);
            Ring = next += strip;
            ZeroRow = next += ring;
            ColumnSums = next += row;
            Turned = next += row;
            Sampled = LaidOut(next + turned, AlongColumns, PdqTransform.Side);
        }

        new Span<float>(ZeroRow, PaddedWidth).Clear();
    }

    /// <summary>Before and behind the items of an axis everything is zero as far as its filter reaches.</summary>
    private static float* LaidOut(float* start, BoxFilter filter, int floats)
    {
        var first = start + filter.Lag * floats;
        new Span<float>(start, filter.Lag * floats).Clear();
        // The items are padded; what is written into the padding is cleared by its writer.
        new Span<float>(first + filter.Length * floats, (filter.Padded - filter.Length + filter.Lead) * floats).Clear();
        return first;
    }

    private static int RoundUp(int value, int multiple) => checked(value + multiple - 1) / multiple * multiple;
}
