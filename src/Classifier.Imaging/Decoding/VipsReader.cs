using Classifier.Imaging.Internal;
using NetVips;
using static NetVips.Enums;

namespace Classifier.Imaging.Decoding;

/// <summary>Decodes by libvips, straight into the sink's memory.</summary>
internal sealed class VipsReader : IPixelReader
{
    private readonly Limits _limits;

    public VipsReader(Limits limits)
    {
        VipsLibrary.Initialise();
        _limits = limits;
    }

    public bool Read(ReadOnlySpan<byte> encoded, in ImageHeader header, DecodeRequest request, IPixelSink sink)
    {
        try
        {
            var shrink = Shrink(header, request);
            foreach (var index in FrameSampling.Indices(header.Frames, request.MaxFrames))
                ReadFrame(encoded, header, request, shrink, index, sink);
            return shrink > 1;
        }
        catch (VipsException e)
        {
            throw Faults.Damaged(e);
        }
        catch (OutOfMemoryException e)
        {
            throw Faults.TooMuchMemory(e);
        }
    }

    private unsafe void ReadFrame(
        ReadOnlySpan<byte> encoded, in ImageHeader header, DecodeRequest request, int shrink, int index, IPixelSink sink)
    {
        fixed (byte* data = encoded)
        {
            using var source = VipsLibrary.Open(data, encoded.Length);
            using var scope = new VipsScope();
            var loaded = scope.Add(Load(source, header.Format, index, shrink));
            CheckSize(loaded, header, shrink);
            var pixels = VipsColour.ToRgb(loaded, request.ToSrgb, scope);
            Write(request.Orient ? VipsColour.Upright(pixels, scope) : pixels, sink);
        }
    }

    // A transformation of an AVIF (irot, imir) is part of the picture and applied while loading, hence unlike EXIF no choice.
    private static Image Load(Source source, ImageFormat format, int index, int shrink) => format switch
    {
        ImageFormat.Jpeg => Image.JpegloadSource(source, shrink: shrink, access: Access.Sequential, failOn: FailOn.Truncated),
        ImageFormat.Png => Image.PngloadSource(source, access: Access.Sequential, failOn: FailOn.Truncated),
        ImageFormat.Webp => Image.WebploadSource(
            source, page: index, scale: 1.0 / shrink, access: Access.Sequential, failOn: FailOn.Truncated),
        ImageFormat.Gif => Image.GifloadSource(source, page: index, access: Access.Sequential, failOn: FailOn.Truncated),
        ImageFormat.Avif => Image.HeifloadSource(source, access: Access.Sequential, failOn: FailOn.Truncated),
        _ => throw Faults.Unsupported(format.ToString()),
    };

    /// <summary>The largest power of two, up to 8, that keeps the shorter side long enough.</summary>
    private static int Shrink(in ImageHeader header, DecodeRequest request)
    {
        if (request.ShrinkTo is not { } least || header.Frames > 1 || header.Format is not (ImageFormat.Jpeg or ImageFormat.Webp)) return 1;
        var shorter = Math.Min(header.Width, header.Height);
        var shrink = 1;
        while (shrink < 8 && shorter / (shrink * 2) >= Math.Max(1, least)) shrink *= 2;
        return shrink;
    }

    // The decoder's own view of the header decides; where a size is plain, both must agree.
    private void CheckSize(Image loaded, in ImageHeader header, int shrink)
    {
        _limits.CheckPixels(loaded.Width, loaded.Height, 1);
        var plain = shrink == 1 && header.Format is (ImageFormat.Jpeg or ImageFormat.Png or ImageFormat.Webp);
        if (plain && (loaded.Width != header.Width || loaded.Height != header.Height)) throw Faults.Damaged();
    }

    private static unsafe void Write(Image image, IPixelSink sink)
    {
        var room = sink.Next(image.Width, image.Height);
        fixed (byte* place = room)
        {
            using var target = Image.NewFromMemory((nint)place, (ulong)room.Length, image.Width, image.Height, 3, BandFormat.Uchar);
            image.Write(target);
        }
    }
}
