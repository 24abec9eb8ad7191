using Classifier.Imaging.Headers;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Decoding;

/// <summary>
/// ImageSharp in this process, on the caller's thread: managed code alone. Reads no AVIF, leaves embedded profiles unused and never
/// shrinks while loading.
/// </summary>
public sealed class ImageSharpDecoder : IImageDecoder
{
    private readonly Limits _limits;
    private readonly ImageSharpReader _reader;

    /// <exception cref="Core.ClassifierException">An option is out of range.</exception>
    public ImageSharpDecoder(ImagingOptions options)
    {
        options.Validate();
        _limits = Limits.Of(options);
        _reader = new ImageSharpReader(_limits);
    }

    public ImageHeader Probe(ReadOnlySpan<byte> encoded) => ImageSharpReader.Served(BoundedProbe.Read(encoded, _limits));

    public ValueTask<DecodedImage> DecodeAsync(ReadOnlyMemory<byte> encoded, DecodeRequest request, CancellationToken cancellation) =>
        new(InProcess.Decode(_reader, _limits, encoded.Span, request, cancellation));
}
