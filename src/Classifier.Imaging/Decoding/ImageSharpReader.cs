using Classifier.Core;
using Classifier.Imaging.Headers;
using Classifier.Imaging.Internal;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using IDecoder = SixLabors.ImageSharp.Formats.IImageDecoder;

namespace Classifier.Imaging.Decoding;

/// <summary>Decodes by ImageSharp 2.1.</summary>
internal sealed class ImageSharpReader : IPixelReader
{
    private readonly Limits _limits;
    private readonly Configuration _configuration;

    public ImageSharpReader(Limits limits)
    {
        _limits = limits;
        _configuration = new Configuration
        {
            MaxDegreeOfParallelism = 1,
            MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions { MaximumPoolSizeMegabytes = 64 }),
        };
    }

    /// <exception cref="ClassifierException">ImageSharp does not read the format.</exception>
    public static ImageHeader Served(ImageHeader header) => header switch
    {
        { Format: ImageFormat.Avif } => throw Faults.Unsupported("AVIF by the decoder 'imagesharp'"),
        { Format: ImageFormat.Webp, Frames: > 1 } => throw Faults.Unsupported("Animated WebP by the decoder 'imagesharp'"),
        _ => header,
    };

    public bool Read(ReadOnlySpan<byte> encoded, in ImageHeader header, DecodeRequest request, IPixelSink sink)
    {
        Served(header);
        // ImageSharp fills up what is missing; libvips refuses it, and so does this.
        if (!Endings.IsWhole(encoded, header.Format)) throw Faults.Damaged();
        try
        {
            if (header.Format == ImageFormat.Jpeg)
                Deliver<Rgb24>(encoded, header, request, sink, static (frame, room) => frame.CopyPixelDataTo(room));
            else
                Deliver<Rgba32>(encoded, header, request, sink, OnWhite);
            return false;
        }
        catch (InvalidMemoryOperationException e)
        {
            throw Faults.TooMuchMemory(e);
        }
        catch (OutOfMemoryException e)
        {
            throw Faults.TooMuchMemory(e);
        }
        catch (Exception e) when (e is not ClassifierException)
        {
            // Whatever a parser throws over hostile bytes, the bytes are at fault.
            throw Faults.Damaged(e);
        }
    }

    private void Deliver<TPixel>(
        ReadOnlySpan<byte> encoded, in ImageHeader header, DecodeRequest request, IPixelSink sink, Copy<TPixel> copy)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var image = Image.Load<TPixel>(_configuration, encoded, DecoderOf(header.Format, request.MaxFrames > 1));
        _limits.CheckPixels(image.Width, image.Height, image.Frames.Count);
        if (header.Format != ImageFormat.Gif && (image.Width != header.Width || image.Height != header.Height)) throw Faults.Damaged();
        if (request.Orient && IsTurned(image.Metadata)) image.Mutate(picture => picture.AutoOrient());
        // The header's places, so that both libraries give the same frames; those beyond the last one that was read are left out.
        foreach (var index in FrameSampling.Indices(header.Frames, request.MaxFrames).Where(index => index < image.Frames.Count))
            copy(image.Frames[index], sink.Next(image.Width, image.Height));
    }

    private static bool IsTurned(ImageMetadata metadata) => metadata.ExifProfile?.GetValue(ExifTag.Orientation) is { Value: > 1 };

    private static IDecoder DecoderOf(ImageFormat format, bool animated) => format switch
    {
        ImageFormat.Jpeg => new JpegDecoder(),
        ImageFormat.Png => new PngDecoder(),
        ImageFormat.Webp => new WebpDecoder(),
        ImageFormat.Gif => new GifDecoder { DecodingMode = animated ? FrameDecodingMode.All : FrameDecodingMode.First },
        _ => throw Faults.Unsupported(format.ToString()),
    };

    private static void OnWhite(ImageFrame<Rgba32> frame, Span<byte> room)
    {
        for (var y = 0; y < frame.Height; y++)
        {
            var row = frame.PixelBuffer.DangerousGetRowSpan(y);
            for (var x = 0; x < row.Length; x++)
            {
                var (pixel, at) = (row[x], ((y * row.Length) + x) * 3);
                room[at] = OnWhite(pixel.R, pixel.A);
                room[at + 1] = OnWhite(pixel.G, pixel.A);
                room[at + 2] = OnWhite(pixel.B, pixel.A);
            }
        }
    }

    private static byte OnWhite(byte value, byte alpha) => (byte)(((value * alpha) + (255 * (255 - alpha))) / 255);

    private delegate void Copy<TPixel>(ImageFrame<TPixel> frame, Span<byte> room)
        where TPixel : unmanaged, IPixel<TPixel>;
}
