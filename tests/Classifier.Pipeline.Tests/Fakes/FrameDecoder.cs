using Classifier.Core;
using Classifier.Imaging;

namespace Classifier.Pipeline.Tests.Fakes;

/// <summary>"Decodes" any bytes to even frames of one size; tells how often and how it was asked.</summary>
internal sealed class FrameDecoder(int width = 40, int height = 40, int frames = 1) : IImageDecoder
{
    /// <summary>The grey of the frame at a place in the animation.</summary>
    public Func<int, byte> Grey { get; set; } = _ => 0;

    public ClassifierException? Refusal { get; set; }

    public ClassifierException? BadHeader { get; set; }

    public List<DecodeRequest> Asked { get; } = [];

    /// <summary>Every frame that was given away, to see that all come back.</summary>
    public List<RgbImage> Given { get; } = [];

    public ImageHeader Probe(ReadOnlySpan<byte> encoded) => BadHeader is null ? new(ImageFormat.Gif, width, height, frames) : throw BadHeader;

    public ValueTask<DecodedImage> DecodeAsync(ReadOnlyMemory<byte> encoded, DecodeRequest request, CancellationToken cancellation)
    {
        if (Refusal is not null) throw Refusal;
        Asked.Add(request);
        int[] places = [.. Enumerable.Range(0, Math.Min(frames, request.MaxFrames)).Select(i => i * frames / Math.Min(frames, request.MaxFrames))];
        RgbImage[] images = [.. places.Select(Frame)];
        Given.AddRange(images);
        return ValueTask.FromResult(new DecodedImage(Probe(default), false, images) { Places = places });
    }

    private RgbImage Frame(int place)
    {
        var image = RgbImage.Rent(width, height);
        image.Pixels.Fill(Grey(place));
        return image;
    }
}
