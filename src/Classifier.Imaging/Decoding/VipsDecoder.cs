using Classifier.Imaging.Headers;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Decoding;

/// <summary>
/// libvips in this process, on the caller's thread. For trusted pictures and inside a worker; what strangers send belongs in
/// worker processes.
/// </summary>
public sealed class VipsDecoder : IImageDecoder
{
    private readonly Limits _limits;
    private readonly VipsReader _reader;

    /// <exception cref="Core.ClassifierException">An option is out of range.</exception>
    public VipsDecoder(ImagingOptions options)
    {
        options.Validate();
        _limits = Limits.Of(options);
        _reader = new VipsReader(_limits);
    }

    public ImageHeader Probe(ReadOnlySpan<byte> encoded) => BoundedProbe.Read(encoded, _limits);

    public ValueTask<DecodedImage> DecodeAsync(ReadOnlyMemory<byte> encoded, DecodeRequest request, CancellationToken cancellation) =>
        new(InProcess.Decode(_reader, _limits, encoded.Span, request, cancellation));
}
