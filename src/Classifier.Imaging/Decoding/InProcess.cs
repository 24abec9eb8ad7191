using Classifier.Imaging.Headers;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Decoding;

/// <summary>Decoding on the caller's thread.</summary>
internal static class InProcess
{
    public static DecodedImage Decode(
        IPixelReader reader, Limits limits, ReadOnlySpan<byte> encoded, DecodeRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var header = BoundedProbe.Read(encoded, limits);
        using var frames = new RentedFrames();
        var shrunk = reader.Read(encoded, header, request, frames);
        var taken = frames.Take();
        return new(header, shrunk, taken) { Places = FrameSampling.Given(header, request.MaxFrames, taken.Count) };
    }
}
