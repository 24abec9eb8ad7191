using Classifier.Fingerprint.Hashing.Internal;

namespace Classifier.Fingerprint.Hashing;

/// <summary>
/// Perceptual hash, equal to Python imagehash's <c>phash</c>: a 32 × 32 picture, its 8 × 8 lowest frequencies with the mean among
/// them, each against their median.
/// </summary>
public sealed class PHash : IImageHasher
{
    private const int Side = 8;
    private const int PictureSide = CosineTransform32.Length;

    private readonly LanczosResizer _resizer = new();
    private readonly byte[] _small = new byte[PictureSide * PictureSide];
    private readonly double[] _columns = new double[Side * PictureSide];
    private readonly double[] _low = new double[Side * Side];

    public HashAlgorithmKind Kind => HashAlgorithmKind.PHash;

    /// <inheritdoc/>
    public ImageHash Compute(ReadOnlySpan<byte> rgb, int width, int height)
    {
        PixelArguments.Check(rgb, width, height);
        _resizer.ResizeGrey(rgb, width, height, PictureSide, PictureSide, _small);
        Span<double> line = stackalloc double[PictureSide];
        for (var x = 0; x < PictureSide; x++)
        {
            for (var y = 0; y < PictureSide; y++) line[y] = _small[y * PictureSide + x];
            CosineTransform32.Transform(line);
            for (var y = 0; y < Side; y++) _columns[y * PictureSide + x] = line[y];
        }

        for (var y = 0; y < Side; y++)
        {
            _columns.AsSpan(y * PictureSide, PictureSide).CopyTo(line);
            CosineTransform32.Transform(line);
            line[..Side].CopyTo(_low.AsSpan(y * Side));
        }

        return new ImageHash(Kind, AboveMedian().Widen(), null);
    }

    private Hash64 AboveMedian()
    {
        Span<double> sorted = stackalloc double[Side * Side];
        _low.CopyTo(sorted);
        sorted.Sort();
        var median = (sorted[Side * Side / 2 - 1] + sorted[Side * Side / 2]) / 2;
        var bits = 0UL;
        foreach (var coefficient in _low) bits = bits << 1 | (coefficient > median ? 1UL : 0UL);
        return new Hash64(bits);
    }
}
