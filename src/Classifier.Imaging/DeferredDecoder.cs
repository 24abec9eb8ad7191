using Microsoft.Extensions.Logging;

namespace Classifier.Imaging;

/// <summary>
/// The decoder that <see cref="ImagingOptions"/> ask for, made when the first picture comes: who never sends one pays for no
/// worker process.
/// </summary>
public sealed class DeferredDecoder : IImageDecoder, IDisposable
{
    private readonly Lazy<IImageDecoder> _decoder;

    /// <exception cref="Core.ClassifierException">An option is out of range.</exception>
    public DeferredDecoder(ImagingOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        options.Validate();
        _decoder = new(() => ImagingServices.Create(options, time, loggers));
    }

    public ImageHeader Probe(ReadOnlySpan<byte> encoded) => _decoder.Value.Probe(encoded);

    public ValueTask<DecodedImage> DecodeAsync(ReadOnlyMemory<byte> encoded, DecodeRequest request, CancellationToken cancellation) =>
        _decoder.Value.DecodeAsync(encoded, request, cancellation);

    public void Dispose()
    {
        if (_decoder.IsValueCreated && _decoder.Value is IDisposable disposable) disposable.Dispose();
    }
}
