using Classifier.Fingerprint.Hashing.Internal;

namespace Classifier.Fingerprint.Hashing;

/// <summary>Average hash, equal to Python imagehash's <c>average_hash</c>: an 8 × 8 picture, each pixel against the mean.</summary>
public sealed class AHash : IImageHasher
{
    private const int Side = 8;

    private readonly LanczosResizer _resizer = new();
    private readonly byte[] _small = new byte[Side * Side];

    public HashAlgorithmKind Kind => HashAlgorithmKind.AHash;

    /// <inheritdoc/>
    public ImageHash Compute(ReadOnlySpan<byte> rgb, int width, int height)
    {
        PixelArguments.Check(rgb, width, height);
        _resizer.ResizeGrey(rgb, width, height, Side, Side, _small);
        var sum = 0;
        foreach (var pixel in _small) sum += pixel;
        var bits = 0UL;
        foreach (var pixel in _small) bits = bits << 1 | (pixel * _small.Length > sum ? 1UL : 0UL);
        return new ImageHash(Kind, new Hash64(bits).Widen(), null);
    }
}
