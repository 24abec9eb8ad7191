namespace Classifier.Imaging.Internal;

/// <summary>What no picture may exceed.</summary>
internal sealed record Limits(int Bytes, long Pixels, int Frames)
{
    public static Limits Of(ImagingOptions options) => new(options.MaxBytes, options.MaxPixels, options.MaxFrames);

    public void CheckBytes(long length)
    {
        if (length > Bytes) throw Faults.TooManyBytes(Bytes);
    }

    public void Check(in ImageHeader header)
    {
        if (header.Frames > Frames) throw Faults.TooManyFrames(Frames);
        CheckPixels(header.Width, header.Height, header.Frames);
    }

    /// <summary>Written so that no product of hostile numbers overflows.</summary>
    public void CheckPixels(int width, int height, int frames)
    {
        if ((long)width * height > Pixels / frames) throw Faults.TooManyPixels(Pixels);
    }
}
