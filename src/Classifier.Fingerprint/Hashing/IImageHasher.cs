namespace Classifier.Fingerprint.Hashing;

/// <summary>
/// Turns pixels into a perceptual hash. An instance keeps its scratch memory from picture to picture and so serves one thread
/// at a time; give each worker its own.
/// </summary>
public interface IImageHasher
{
    HashAlgorithmKind Kind { get; }

    /// <summary>Hashes a picture.</summary>
    /// <param name="rgb">Red, green, blue, 8 bits each, rows from the top without padding: width × height × 3 bytes.</param>
    /// <param name="width">Pixels, at least 1.</param>
    /// <param name="height">Pixels, at least 1.</param>
    /// <exception cref="ArgumentException">The sides are not positive or do not fit the number of bytes.</exception>
    ImageHash Compute(ReadOnlySpan<byte> rgb, int width, int height);
}
