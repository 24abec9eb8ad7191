using Classifier.Core;
using Classifier.Imaging.Decoding;
using Classifier.Imaging.Tests.Samples;
using NetVips;

namespace Classifier.Imaging.Tests.Decoding;

public sealed class VipsDecoderTests
{
    private static readonly VipsDecoder Decoder = new(new ImagingOptions());

    [Theory]
    [InlineData(ImageFormat.Jpeg, 6)]
    [InlineData(ImageFormat.Png, 0)]
    [InlineData(ImageFormat.Webp, 8)]
    [InlineData(ImageFormat.Avif, 8)]
    public async Task Decode_gives_the_pixels_that_were_encoded(ImageFormat format, double tolerance)
    {
        using var image = await Decode(Pictures.OfFormat(format, 96, 64));

        Assert.Equal(new ImageHeader(format, 96, 64, 1), image.Header);
        Assert.True(MeanDifference(image.First.Pixels, Pictures.Pixels(96, 64)) <= tolerance);
    }

    [Fact]
    public async Task Decode_turns_a_picture_as_EXIF_says_only_where_wanted()
    {
        using var source = Pictures.Rgb(96, 64).Mutate(to => to.Set(GValue.GIntType, "orientation", 6));
        var encoded = source.JpegsaveBuffer(q: 95);

        using var upright = await Decode(encoded);
        using var stored = await Decode(encoded, DecodeRequest.Stored);

        Assert.Equal((64, 96), (upright.First.Width, upright.First.Height));
        Assert.Equal((96, 64), (stored.First.Width, stored.First.Height));
        // Orientation 6: the first row is the right-hand side, so the stored top left comes to the top right.
        Assert.True(MeanDifference(stored.First.Pixels[..3], upright.First.Pixels.Slice(63 * 3, 3)) <= 3);
    }

    [Fact]
    public async Task Decode_converts_an_embedded_profile_only_where_wanted()
    {
        using var p3 = Pictures.Rgb(64, 64).IccTransform("p3", inputProfile: "srgb");
        var encoded = p3.PngsaveBuffer(keep: Enums.ForeignKeep.Icc);

        using var display = await Decode(encoded);
        using var stored = await Decode(encoded, DecodeRequest.Stored);

        Assert.True(MeanDifference(display.First.Pixels, Pictures.Pixels(64, 64)) < 2);
        Assert.True(MeanDifference(stored.First.Pixels, Pictures.Pixels(64, 64)) > 2);
    }

    [Fact]
    public async Task Decode_lays_transparency_on_white()
    {
        using var clear = Pictures.Rgb(32, 32).Bandjoin(0);
        using var image = await Decode(clear.PngsaveBuffer());
        Assert.True(image.First.Pixels.IndexOfAnyExcept((byte)255) < 0);
    }

    [Theory]
    [InlineData("grey")]
    [InlineData("grey16")]
    [InlineData("rgb16")]
    [InlineData("rgba16")]
    [InlineData("bit")]
    [InlineData("palette")]
    [InlineData("cmyk")]
    public async Task Decode_brings_every_kind_of_pixel_to_8_bit_RGB(string kind)
    {
        using var image = await Decode(Kind(kind));

        Assert.Equal(40 * 30 * 3, image.First.Pixels.Length);
        // The upper left quarter is light and the rest dark, whatever the kind.
        Assert.InRange(image.First.Pixels[0], 190, 255);
        Assert.InRange(image.First.Pixels[^1], 0, 65);
    }

    [Fact]
    public async Task Stored_grey_of_16_bits_is_clipped_as_Pillow_does()
    {
        using var wide = (Image.Black(8, 8) + 200).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16);
        using var image = await Decode(wide.PngsaveBuffer(bitdepth: 16), DecodeRequest.Stored);
        Assert.Equal([200, 200, 200], image.First.Pixels[..3].ToArray());
    }

    [Theory]
    [InlineData(100, 8)]
    [InlineData(129, 4)]
    [InlineData(257, 2)]
    [InlineData(800, 1)]
    public async Task ShrinkTo_shrinks_a_JPEG_by_the_largest_power_of_two_that_keeps_the_shorter_side(int least, int factor)
    {
        using var image = await Decode(Pictures.Jpeg(1200, 1024), new DecodeRequest { ShrinkTo = least });

        Assert.Equal(factor > 1, image.Shrunk);
        Assert.Equal((1200 / factor, 1024 / factor), (image.First.Width, image.First.Height));
    }

    [Theory]
    [InlineData(10, 1, new[] { 0 })]
    [InlineData(6, 3, new[] { 0, 2, 4 })]
    [InlineData(2, 5, new[] { 0, 1 })]
    public async Task Animations_give_evenly_sampled_frames_from_the_first(int frames, int wanted, int[] expected)
    {
        foreach (var encoded in new[] { Pictures.Gif(24, 16, frames), Pictures.AnimatedWebp(24, 16, frames) })
        {
            using var image = await Decode(encoded, new DecodeRequest { MaxFrames = wanted });

            Assert.Equal(frames, image.Header.Frames);
            Assert.Equal(expected.Select(i => (byte)(20 * i % 256)), image.Frames.Select(f => f.Pixels[0]));
            Assert.Equal(expected, image.Places);
        }
    }

    [Fact]
    public async Task A_loader_that_is_not_allowed_is_blocked_inside_libvips_too()
    {
        _ = await Assert.ThrowsAsync<ClassifierException>(async () => await Decode("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()));
        Assert.Throws<VipsException>(() => Image.SvgloadBuffer("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"u8.ToArray()));
        Assert.Throws<VipsException>(() => Image.TiffloadBuffer(Pictures.Rgb(8, 8).TiffsaveBuffer()));
        Assert.Throws<VipsException>(() => Image.NewFromFile("/etc/hostname"));
    }

    [Fact]
    public async Task A_cancelled_call_decodes_nothing() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Decoder.DecodeAsync(Pictures.Png(), DecodeRequest.Display, new CancellationToken(true)));

    private static async Task<DecodedImage> Decode(byte[] encoded, DecodeRequest? request = null) =>
        await Decoder.DecodeAsync(encoded, request ?? DecodeRequest.Display, TestContext.Current.CancellationToken);

    private static double MeanDifference(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Difference.Mean(left, right);

    private static byte[] Kind(string kind)
    {
        using var mask = Image.Black(40, 30).DrawRectMask();
        return kind switch
        {
            "grey" => mask.PngsaveBuffer(),
            "grey16" => (mask * 257).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16).PngsaveBuffer(bitdepth: 16),
            "rgb16" => Wide(mask.Bandjoin(mask, mask)).PngsaveBuffer(bitdepth: 16),
            "rgba16" => Wide(mask.Bandjoin(mask, mask, (mask * 0) + 255)).PngsaveBuffer(bitdepth: 16),
            "bit" => mask.PngsaveBuffer(bitdepth: 1),
            "palette" => mask.Bandjoin(mask, mask).Copy(interpretation: Enums.Interpretation.Srgb).PngsaveBuffer(palette: true),
            "cmyk" => Ink(mask).JpegsaveBuffer(q: 95),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static Image Wide(Image image) =>
        (image * 257).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16);

    private static Image Ink(Image mask)
    {
        using var key = mask.Linear([-1.0], [255.0]).Cast(Enums.BandFormat.Uchar);
        using var none = (key * 0).Cast(Enums.BandFormat.Uchar);
        return none.Bandjoin(none, none, key).Copy(interpretation: Enums.Interpretation.Cmyk);
    }
}
