using Classifier.Core;
using Classifier.Imaging.Decoding;
using Classifier.Imaging.Tests.Samples;
using Classifier.Imaging.Workers;

namespace Classifier.Imaging.Tests.Hostile;

/// <summary>Pictures made to do harm, for every decoder: a typed error each, and the decoder works afterwards.</summary>
public sealed class HostileTests : IDisposable
{
    private readonly WorkerDecoder _vipsWorker = new(WorkerHost.Options());
    private readonly WorkerDecoder _sharpWorker = new(WorkerHost.Options(decoder: ImageDecoderKind.ImageSharp));

    private IEnumerable<IImageDecoder> Decoders =>
        [new VipsDecoder(new()), new ImageSharpDecoder(new()), _vipsWorker, _sharpWorker];

    public static TheoryData<string, ErrorKind> Refused => new()
    {
        { "empty", ErrorKind.InvalidArgument },
        { "text", ErrorKind.InvalidArgument },
        { "zeros", ErrorKind.InvalidArgument },
        { "signature alone", ErrorKind.InvalidArgument },
        { "zero-size png", ErrorKind.InvalidArgument },
        { "zero-size gif", ErrorKind.InvalidArgument },
        { "50000 squared png", ErrorKind.TooLarge },
        { "10000 frames", ErrorKind.TooLarge },
        { "frames times pixels", ErrorKind.TooLarge },
        { "too many bytes", ErrorKind.TooLarge },
        { "svg", ErrorKind.UnsupportedFormat },
        { "tiff", ErrorKind.UnsupportedFormat },
        { "bmp", ErrorKind.UnsupportedFormat },
        { "pdf", ErrorKind.UnsupportedFormat },
        { "heic", ErrorKind.UnsupportedFormat },
        { "video", ErrorKind.UnsupportedFormat },
        { "webp header with png body", ErrorKind.InvalidArgument },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Every_decoder_refuses_by_kind_and_goes_on(string name, ErrorKind expected)
    {
        var hostile = Make(name);
        foreach (var decoder in Decoders)
        {
            Assert.Equal(expected, (await RefusedBy(decoder, hostile)).Kind);
            await Works(decoder);
        }

        Assert.Equal((0, 0), (_vipsWorker.Snapshot.Crashes, _sharpWorker.Snapshot.Crashes));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Webp)]
    [InlineData(ImageFormat.Gif)]
    [InlineData(ImageFormat.Avif)]
    public async Task A_picture_cut_anywhere_is_refused(ImageFormat format)
    {
        var whole = Pictures.OfFormat(format, 200, 150);
        foreach (var decoder in Decoders.Where(d => format != ImageFormat.Avif || (d is not ImageSharpDecoder && d != _sharpWorker)))
        {
            foreach (var part in new[] { 0.02, 0.3, 0.5, 0.7, 0.95 })
                Assert.Equal(ErrorKind.InvalidArgument, (await RefusedBy(decoder, whole[..(int)(whole.Length * part)])).Kind);
            await Works(decoder);
        }
    }

    [Fact]
    public async Task A_picture_without_pixel_data_is_refused_by_libvips()
    {
        // ImageSharp takes what is missing inside an ended stream for black.
        foreach (var decoder in new IImageDecoder[] { new VipsDecoder(new()), _vipsWorker })
            Assert.Equal(ErrorKind.InvalidArgument, (await RefusedBy(decoder, Bombs.Png(300, 300, withPixels: false))).Kind);
    }

    [Fact]
    public async Task A_polyglot_is_the_picture_that_its_first_bytes_say()
    {
        byte[] polyglot = [.. Pictures.Jpeg(), .. "PK\x03\x04 and <script>alert(1)</script>"u8, .. Pictures.Png()];
        foreach (var decoder in Decoders)
        {
            using var image = await decoder.DecodeAsync(polyglot, DecodeRequest.Display, TestContext.Current.CancellationToken);
            Assert.Equal(ImageFormat.Jpeg, image.Header.Format);
        }
    }

    [Fact]
    public async Task A_bomb_within_the_limits_is_decoded_in_bounded_memory()
    {
        // 90 million pixels in some kilobytes: allowed, and no more than its pixels are held.
        var bomb = Bombs.Png(10_000, 9_000);
        Assert.True(bomb.Length < 200_000);
        using var image = await _vipsWorker.DecodeAsync(bomb, DecodeRequest.Display, TestContext.Current.CancellationToken);
        Assert.Equal(90_000_000, image.Header.Pixels);
        Assert.Equal(0, _vipsWorker.Snapshot.Crashes);
    }

    public void Dispose()
    {
        _vipsWorker.Dispose();
        _sharpWorker.Dispose();
    }

    private static async Task<ClassifierException> RefusedBy(IImageDecoder decoder, byte[] encoded) =>
        await Assert.ThrowsAsync<ClassifierException>(
            async () => (await decoder.DecodeAsync(encoded, DecodeRequest.Display, TestContext.Current.CancellationToken)).Dispose());

    private static async Task Works(IImageDecoder decoder)
    {
        using var image = await decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, TestContext.Current.CancellationToken);
        Assert.True(Pictures.Pixels(96, 64).AsSpan().SequenceEqual(image.First.Pixels));
    }

    private static byte[] Make(string name) => name switch
    {
        "empty" => [],
        "text" => "Just a letter, renamed to photo.jpg."u8.ToArray(),
        "zeros" => new byte[4096],
        "signature alone" => [0xFF, 0xD8, 0xFF],
        "zero-size png" => Bombs.Png(0, 0, withPixels: false),
        "zero-size gif" => [.. "GIF89a"u8, 0, 0, 0, 0, 0, 0, 0, 0x3B],
        "50000 squared png" => Bombs.Png(50_000, 50_000, withPixels: false),
        "10000 frames" => Bombs.Gif(10_000),
        "frames times pixels" => Bombs.Gif(900, 4000),
        "too many bytes" => [.. Pictures.Png(), .. new byte[33 << 20]],
        "svg" => "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"u8.ToArray(),
        "tiff" => Pictures.Rgb(8, 8).TiffsaveBuffer(),
        "bmp" => [.. "BM"u8, .. new byte[60]],
        "pdf" => "%PDF-1.7 ..."u8.ToArray(),
        "heic" => [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8],
        "video" => [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 0, 0, .. "isommp42"u8],
        "webp header with png body" => [.. "RIFF"u8, 200, 0, 0, 0, .. "WEBP"u8, .. Pictures.Png()],
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
