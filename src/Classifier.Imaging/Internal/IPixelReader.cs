namespace Classifier.Imaging.Internal;

/// <summary>A library that decodes, after the header was read and held against the limits.</summary>
internal interface IPixelReader
{
    /// <returns>Whether the library shrank while loading.</returns>
    /// <exception cref="Core.ClassifierException">One of <see cref="Faults"/>.</exception>
    bool Read(ReadOnlySpan<byte> encoded, in ImageHeader header, DecodeRequest request, IPixelSink sink);
}

/// <summary>Where frames are put.</summary>
internal interface IPixelSink
{
    /// <summary>Room for the next frame: width × height × 3 bytes.</summary>
    Span<byte> Next(int width, int height);
}
