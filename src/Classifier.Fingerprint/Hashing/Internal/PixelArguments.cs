namespace Classifier.Fingerprint.Hashing.Internal;

/// <summary>What every hasher asks of its pixels.</summary>
internal static class PixelArguments
{
    public static void Check(ReadOnlySpan<byte> rgb, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if ((long)width * height * 3 != rgb.Length)
            throw new ArgumentException("The pixels are not width × height × 3 bytes.", nameof(rgb));
    }
}
