using NetVips;

namespace Classifier.Imaging.Decoding;

/// <summary>
/// Holds every image of a pipeline until its pixels are written. Each keeps the one before it alive, and with it the loader's
/// memory; left to the collector, which sees a few small objects only, that would be hundreds of megabytes.
/// </summary>
internal sealed class VipsScope : IDisposable
{
    private readonly Stack<Image> _images = [];

    public Image Add(Image image)
    {
        _images.Push(image);
        return image;
    }

    public void Dispose()
    {
        while (_images.TryPop(out var image))
            image.Dispose();
    }
}
