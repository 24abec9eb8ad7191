namespace Classifier.Imaging.Internal;

/// <summary>Frames in pooled buffers of this process. Given away at the end, or returned to the pool.</summary>
internal sealed class RentedFrames : IPixelSink, IDisposable
{
    private List<RgbImage> _frames = [];

    public Span<byte> Next(int width, int height)
    {
        var frame = RgbImage.Rent(width, height);
        _frames.Add(frame);
        return frame.Pixels;
    }

    public IReadOnlyList<RgbImage> Take()
    {
        var taken = _frames;
        _frames = [];
        return taken;
    }

    public void Dispose() => _frames.ForEach(frame => frame.Dispose());
}
