using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Workers;

/// <summary>Frames one after the other in shared memory.</summary>
internal sealed class SharedFrames(SharedMemory memory) : IPixelSink
{
    private readonly List<(int Width, int Height)> _sizes = [];
    private long _used;

    public IReadOnlyList<(int Width, int Height)> Sizes => _sizes;

    public Span<byte> Next(int width, int height)
    {
        var length = 3L * width * height;
        if (length > memory.Size - _used) throw Faults.TooManyPixels(memory.Size / 3);
        var room = memory.Slice(_used, (int)length);
        _used += length;
        _sizes.Add((width, height));
        return room;
    }
}
