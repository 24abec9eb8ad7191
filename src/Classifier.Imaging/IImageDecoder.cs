using Classifier.Core;
using Classifier.Imaging.Decoding;

namespace Classifier.Imaging;

/// <summary>Turns encoded pictures into pixels. Thread-safe.</summary>
public interface IImageDecoder
{
    /// <summary>Reads the header alone; touches no pixel.</summary>
    /// <exception cref="ClassifierException">
    /// <see cref="ErrorKind.InvalidArgument"/>: damaged or no picture; <see cref="ErrorKind.UnsupportedFormat"/>: a format that is
    /// not allowed; <see cref="ErrorKind.TooLarge"/>: beyond a limit on bytes, pixels or frames.
    /// </exception>
    ImageHeader Probe(ReadOnlySpan<byte> encoded);

    /// <summary>Decodes a picture; the caller disposes what it gets.</summary>
    /// <exception cref="ClassifierException">
    /// As for <see cref="Probe"/>; <see cref="ErrorKind.InvalidArgument"/> too where the decoder died or hung on the picture.
    /// </exception>
    ValueTask<DecodedImage> DecodeAsync(ReadOnlyMemory<byte> encoded, DecodeRequest request, CancellationToken cancellation);
}

/// <summary>What a header says.</summary>
/// <param name="Format">One of the allowed formats.</param>
/// <param name="Width">Pixels of a frame, before orientation.</param>
/// <param name="Height">Pixels of a frame, before orientation.</param>
/// <param name="Frames">1 for a still.</param>
public readonly record struct ImageHeader(ImageFormat Format, int Width, int Height, int Frames)
{
    public long Pixels => (long)Width * Height * Frames;
}

public enum ImageFormat
{
    Jpeg,
    Png,
    Webp,
    Gif,
    Avif,
}

/// <summary>How pixels are wanted.</summary>
public sealed record DecodeRequest
{
    /// <summary>For models: as a person sees the picture. EXIF orientation applied, colours brought to sRGB, full resolution.</summary>
    public static DecodeRequest Display { get; } = new();

    /// <summary>For fingerprints, Meta's convention: stored orientation, stored numbers, full resolution.</summary>
    public static DecodeRequest Stored { get; } = new() { Orient = false, ToSrgb = false };

    public bool Orient { get; init; } = true;

    public bool ToSrgb { get; init; } = true;

    /// <summary>The decoder may shrink while loading as long as the shorter side keeps at least this many pixels; null: full resolution.</summary>
    public int? ShrinkTo { get; init; }

    /// <summary>Frames to sample evenly from an animation, the first always among them.</summary>
    public int MaxFrames { get; init; } = 1;
}

/// <summary>Frames of a picture, at least one. Owns them.</summary>
/// <param name="Header">What the header said.</param>
/// <param name="Shrunk">The decoder shrank while loading.</param>
/// <param name="Frames">In order of time.</param>
public sealed record DecodedImage(ImageHeader Header, bool Shrunk, IReadOnlyList<RgbImage> Frames) : IDisposable
{
    public RgbImage First => Frames[0];

    /// <summary>Where each of <see cref="Frames"/> stands in the animation, the first at 0.</summary>
    public IReadOnlyList<int> Places { get; init; } = [.. FrameSampling.Indices(Header.Frames, Frames.Count)];

    public void Dispose()
    {
        foreach (var frame in Frames)
            frame.Dispose();
    }
}
