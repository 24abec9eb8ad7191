using System.Buffers;

namespace Classifier.Imaging;

/// <summary>
/// Decoded pixels: 8 bits a channel, red, green, blue; rows from the top, no padding between them. Owns a pooled buffer:
/// after <see cref="Dispose"/> the pixels belong to somebody else.
/// </summary>
public sealed class RgbImage : IDisposable
{
    private byte[]? _pixels;

    private RgbImage(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, Height) = (width, height);
        _pixels = ArrayPool<byte>.Shared.Rent(checked(width * height * 3));
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Width × Height × 3 bytes.</summary>
    /// <exception cref="ObjectDisposedException">The image was disposed.</exception>
    public Span<byte> Pixels => Buffer.AsSpan(0, Width * Height * 3);

    /// <summary>The same bytes, for code that waits.</summary>
    /// <exception cref="ObjectDisposedException">The image was disposed.</exception>
    public Memory<byte> Memory => Buffer.AsMemory(0, Width * Height * 3);

    private byte[] Buffer => _pixels ?? throw new ObjectDisposedException(nameof(RgbImage));

    /// <summary>An image whose pixels are not set yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1.</exception>
    public static RgbImage Rent(int width, int height) => new(width, height);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pixels, null) is { } pixels)
            ArrayPool<byte>.Shared.Return(pixels);
    }
}
