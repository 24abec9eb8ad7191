using Classifier.Core;
using Classifier.Imaging;

namespace Classifier.Pipeline.Images;

/// <summary>Reads and decodes a part's picture; what is wrong with it names the part.</summary>
internal static class PartPictures
{
    /// <exception cref="ClassifierException">As <see cref="IImageDecoder.Probe"/>, with the part as field.</exception>
    public static ImageHeader Probe(IImageDecoder decoder, ReadOnlyMemory<byte> encoded, string field)
    {
        try
        {
            return decoder.Probe(encoded.Span);
        }
        catch (ClassifierException e) when (IsOfContent(e))
        {
            throw Named(e, field);
        }
    }

    /// <exception cref="ClassifierException">As <see cref="IImageDecoder.DecodeAsync"/>, with the part as field.</exception>
    public static async ValueTask<DecodedImage> DecodeAsync(
        IImageDecoder decoder, ReadOnlyMemory<byte> encoded, DecodeRequest request, string field, CancellationToken cancellation)
    {
        try
        {
            return await decoder.DecodeAsync(encoded, request, cancellation).ConfigureAwait(false);
        }
        catch (ClassifierException e) when (IsOfContent(e))
        {
            throw Named(e, field);
        }
    }

    public static string Field(int part) => $"item.parts[{part}].image";

    private static bool IsOfContent(ClassifierException e) =>
        e.Kind is ErrorKind.InvalidArgument or ErrorKind.UnsupportedFormat or ErrorKind.TooLarge;

    private static ClassifierException Named(ClassifierException e, string field) => new(e.Kind, e.Message, field, e.RetryAfter, e);
}
