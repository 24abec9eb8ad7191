using Classifier.Fingerprint.Hashing.Internal;

namespace Classifier.Fingerprint.Hashing;

/// <summary>
/// Difference hash, equal to Python imagehash's <c>dhash</c>: a 9 × 8 picture, each pixel against its left neighbour.
/// </summary>
public sealed class DHash : IImageHasher
{
    private const int Side = 8;

    private readonly LanczosResizer _resizer = new();
    private readonly byte[] _small = new byte[(Side + 1) * Side];

    public HashAlgorithmKind Kind => HashAlgorithmKind.DHash;

    /// <inheritdoc/>
    public ImageHash Compute(ReadOnlySpan<byte> rgb, int width, int height)
    {
        PixelArguments.Check(rgb, width, height);
        _resizer.ResizeGrey(rgb, width, height, Side + 1, Side, _small);
        var bits = 0UL;
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
                bits = bits << 1 | (_small[y * (Side + 1) + x + 1] > _small[y * (Side + 1) + x] ? 1UL : 0UL);
        return new ImageHash(Kind, new Hash64(bits).Widen(), null);
    }
}
