using Classifier.Core;
using Classifier.Imaging;
using SkiaSharp;

namespace Classifier.Pipeline.Tests.Ocr.Support;

/// <summary>Decodes the tests' own pictures with the library that drew them.</summary>
internal sealed class SkiaDecoder : IImageDecoder
{
    private int _decoded;

    public int Decoded => _decoded;

    public ImageHeader Probe(ReadOnlySpan<byte> encoded)
    {
        using var data = SKData.CreateCopy(encoded);
        using var codec = SKCodec.Create(data) ?? throw new ClassifierException(ErrorKind.InvalidArgument, "The picture cannot be decoded.");
        return new(ImageFormat.Png, codec.Info.Width, codec.Info.Height, 1);
    }

    public ValueTask<DecodedImage> DecodeAsync(ReadOnlyMemory<byte> encoded, DecodeRequest request, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _decoded);
        _ = Probe(encoded.Span);
        using var bitmap = SKBitmap.Decode(encoded.Span) ?? throw new ClassifierException(ErrorKind.InvalidArgument, "The picture cannot be decoded.");
        return ValueTask.FromResult(new DecodedImage(Probe(encoded.Span), false, [Copy(bitmap)]));
    }

    public static RgbImage Copy(SKBitmap bitmap)
    {
        var image = RgbImage.Rent(bitmap.Width, bitmap.Height);
        var at = 0;
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
            {
                var c = bitmap.GetPixel(x, y);
                (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]) = (c.Red, c.Green, c.Blue);
                at += 3;
            }
        }
        return image;
    }
}
