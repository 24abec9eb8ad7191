using System.Numerics;
using Classifier.Fingerprint.Hashing.Internal;

namespace Classifier.Fingerprint.Hashing;

/// <summary>
/// Wavelet hash, Python imagehash's <c>whash</c> in its default form (Haar, mean removed): the picture at its largest power of two,
/// the 8 × 8 low band, each value against the median. The Haar low band is a sum over blocks and removing the mean shifts all
/// alike, so whole numbers decide here; where a block ties with the median, imagehash's bit is floating-point noise, this one zero.
/// </summary>
public sealed class WHash : IImageHasher
{
    private const int Side = 8;

    private readonly LanczosResizer _resizer = new();
    private byte[] _scaled = [];

    public HashAlgorithmKind Kind => HashAlgorithmKind.WHash;

    /// <inheritdoc/>
    public ImageHash Compute(ReadOnlySpan<byte> rgb, int width, int height)
    {
        PixelArguments.Check(rgb, width, height);
        var scale = Math.Max(1 << BitOperations.Log2((uint)Math.Min(width, height)), Side);
        if (_scaled.Length < scale * scale) _scaled = new byte[scale * scale];
        var picture = _scaled.AsSpan(0, scale * scale);
        _resizer.ResizeGrey(rgb, width, height, scale, scale, picture);

        Span<long> sums = stackalloc long[Side * Side];
        sums.Clear();
        var block = scale / Side;
        for (var y = 0; y < scale; y++)
            for (var x = 0; x < Side; x++)
            {
                var sum = 0;
                foreach (var pixel in picture.Slice(y * scale + x * block, block)) sum += pixel;
                sums[y / block * Side + x] += sum;
            }

        return new ImageHash(Kind, AboveMedian(sums).Widen(), null);
    }

    private static Hash64 AboveMedian(ReadOnlySpan<long> sums)
    {
        Span<long> sorted = stackalloc long[Side * Side];
        sums.CopyTo(sorted);
        sorted.Sort();
        var twiceMedian = sorted[Side * Side / 2 - 1] + sorted[Side * Side / 2];
        var bits = 0UL;
        foreach (var sum in sums) bits = bits << 1 | (2 * sum > twiceMedian ? 1UL : 0UL);
        return new Hash64(bits);
    }
}
