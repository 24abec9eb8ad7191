using Classifier.Imaging.Decoding;
using Classifier.Imaging.Tests.Samples;
using NetVips;

namespace Classifier.Imaging.Tests.Decoding;

/// <summary>Two independent decoders agree on untagged sRGB pictures.</summary>
public sealed class ParityTests
{
    private static readonly VipsDecoder Vips = new(new ImagingOptions());
    private static readonly ImageSharpDecoder Sharp = new(new ImagingOptions());

    [Theory]
    [InlineData(ImageFormat.Jpeg, 1)]
    [InlineData(ImageFormat.Jpeg, 2)]
    [InlineData(ImageFormat.Png, 3)]
    [InlineData(ImageFormat.Webp, 4)]
    [InlineData(ImageFormat.Gif, 5)]
    public async Task Decoders_agree_after_the_same_resize(ImageFormat format, int seed) =>
        Assert.InRange(await Distance(Pictures.OfFormat(format, 333, 251, seed)), 0, 1.5);

    [Theory]
    [InlineData("alpha")]
    [InlineData("progressive")]
    [InlineData("grey")]
    [InlineData("lossless")]
    public async Task Decoders_agree_on_variants(string kind) => Assert.InRange(await Distance(Variant(kind)), 0, 1.5);

    [Fact]
    public async Task Decoders_agree_on_real_photographs_and_generated_pictures()
    {
        var data = Environment.GetEnvironmentVariable("CLASSIFIER_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "CLASSIFIER_DATA names no data folder.");
        var files = Directory.EnumerateFiles(Path.Combine(data!, "image", "deepfake", "train", "real")).Order(StringComparer.Ordinal).Take(40)
            .Concat(Directory.EnumerateFiles(Path.Combine(data!, "image", "deepfake", "train", "fake")).Order(StringComparer.Ordinal).Take(10));
        foreach (var file in files)
        {
            var encoded = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.InRange(await Distance(encoded), 0, 1.5);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    public async Task Decoders_turn_alike(int orientation)
    {
        using var turned = Pictures.Rgb(96, 64).Mutate(to => to.Set(GValue.GIntType, "orientation", orientation));
        Assert.InRange(await Distance(turned.JpegsaveBuffer(q: 95)), 0, 1.5);
    }

    private static async Task<double> Distance(byte[] encoded)
    {
        // Without a profile on either side: conversion is not what is compared.
        var request = DecodeRequest.Display with { ToSrgb = false };
        using var left = await Vips.DecodeAsync(encoded, request, TestContext.Current.CancellationToken);
        using var right = await Sharp.DecodeAsync(encoded, request, TestContext.Current.CancellationToken);
        Assert.Equal((left.First.Width, left.First.Height), (right.First.Width, right.First.Height));
        return Difference.Mean(Resized(left.First), Resized(right.First));
    }

    private static byte[] Resized(RgbImage image)
    {
        using var whole = Image.NewFromMemoryCopy<byte>(image.Pixels, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
        using var small = whole.ThumbnailImage(224, height: 224, size: Enums.Size.Force);
        return small.WriteToMemory<byte>();
    }

    private static byte[] Variant(string kind) => kind switch
    {
        "alpha" => Pictures.Rgb(120, 80).Bandjoin(Pictures.Rgb(120, 80, 9).ExtractBand(1)).PngsaveBuffer(),
        "progressive" => Pictures.Rgb(120, 80).JpegsaveBuffer(q: 90, interlace: true),
        "grey" => Pictures.Rgb(120, 80).Colourspace(Enums.Interpretation.Bw).JpegsaveBuffer(q: 90),
        "lossless" => Pictures.Rgb(120, 80).WebpsaveBuffer(lossless: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
