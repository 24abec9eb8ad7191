using System.Numerics;
using System.Runtime.Intrinsics;

namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>
/// Pillow's <c>convert('L').resize((w, h), LANCZOS)</c> in whole numbers, written anew: grey from the fixed-point Rec. 601 sum, then
/// across, then down, each rounded to 8 bits. Keeps the weights of the last size and its memory; one thread at a time.
/// </summary>
internal sealed class LanczosResizer
{
    private LanczosWeights? _across;
    private LanczosWeights? _down;
    private int[] _grey = [];
    private byte[] _narrow = [];
    private int[] _sums = [];

    /// <param name="resized">outputWidth × outputHeight bytes.</param>
    public void ResizeGrey(ReadOnlySpan<byte> rgb, int width, int height, int outputWidth, int outputHeight, Span<byte> resized)
    {
        if (_across?.Input != width || _across.Output != outputWidth) _across = new LanczosWeights(width, outputWidth);
        if (_down?.Input != height || _down.Output != outputHeight) _down = new LanczosWeights(height, outputHeight);
        if (_grey.Length < width) _grey = new int[width];
        if (_narrow.Length < height * outputWidth) _narrow = new byte[height * outputWidth];
        if (_sums.Length < outputWidth) _sums = new int[outputWidth];

        for (var y = 0; y < height; y++)
        {
            var grey = _grey.AsSpan(0, width);
            PillowGrey.Of(rgb.Slice(y * width * 3, width * 3), grey);
            Across(grey, _narrow.AsSpan(y * outputWidth, outputWidth));
        }

        for (var y = 0; y < outputHeight; y++)
            Down(y, outputWidth, resized.Slice(y * outputWidth, outputWidth));
    }

    private void Across(ReadOnlySpan<int> grey, Span<byte> output)
    {
        // Pillow leaves an axis alone that keeps its length.
        var same = output.Length == grey.Length;
        for (var x = 0; x < output.Length; x++)
            output[x] = same ? (byte)grey[x] : LanczosWeights.ToPixel(Dot(_across!.Weights(x), grey[_across.Start(x)..]));
    }

    private void Down(int y, int outputWidth, Span<byte> output)
    {
        var down = _down!;
        if (down.Input == down.Output)
        {
            _narrow.AsSpan(y * outputWidth, outputWidth).CopyTo(output);
            return;
        }

        var sums = _sums.AsSpan(0, outputWidth);
        sums.Fill(1 << (LanczosWeights.PrecisionBits - 1));
        var weights = down.Weights(y);
        for (var k = 0; k < weights.Length; k++)
        {
            var row = _narrow.AsSpan((down.Start(y) + k) * outputWidth, outputWidth);
            AddWeighted(row, weights[k], sums);
        }

        for (var x = 0; x < output.Length; x++) output[x] = LanczosWeights.ToPixel(sums[x]);
    }

    private static void AddWeighted(ReadOnlySpan<byte> row, int weight, Span<int> sums)
    {
        var x = 0;
        for (; x <= row.Length - Vector256<byte>.Count; x += Vector256<byte>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(row[x..]));
            AddWeighted(low, weight, sums[x..]);
            AddWeighted(high, weight, sums[(x + Vector256<ushort>.Count)..]);
        }

        for (; x < row.Length; x++) sums[x] += row[x] * weight;
    }

    private static void AddWeighted(Vector256<ushort> pixels, int weight, Span<int> sums)
    {
        var (low, high) = Vector256.Widen(pixels);
        (Vector256.Create<int>(sums) + low.AsInt32() * weight).CopyTo(sums);
        (Vector256.Create<int>(sums[8..]) + high.AsInt32() * weight).CopyTo(sums[8..]);
    }

    // Whole numbers add up to the same in any order.
    private static int Dot(ReadOnlySpan<int> weights, ReadOnlySpan<int> grey)
    {
        var sums = Vector<int>.Zero;
        var x = 0;
        for (; x <= weights.Length - Vector<int>.Count; x += Vector<int>.Count)
            sums += new Vector<int>(weights[x..]) * new Vector<int>(grey[x..]);
        var sum = (1 << (LanczosWeights.PrecisionBits - 1)) + Vector.Sum(sums);
        for (; x < weights.Length; x++) sum += weights[x] * grey[x];
        return sum;
    }
}
