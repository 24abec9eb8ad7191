using Classifier.Core;
using Classifier.Imaging.Decoding;
using Classifier.Imaging.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Imaging.Tests;

public sealed class ImagingServicesTests
{
    [Theory]
    [InlineData(DecoderIsolation.InProcess, ImageDecoderKind.Vips, typeof(VipsDecoder))]
    [InlineData(DecoderIsolation.InProcess, ImageDecoderKind.ImageSharp, typeof(ImageSharpDecoder))]
    [InlineData(DecoderIsolation.Workers, ImageDecoderKind.Vips, typeof(WorkerDecoder))]
    public void AddImaging_gives_the_decoder_that_the_options_name(DecoderIsolation isolation, ImageDecoderKind kind, Type expected)
    {
        using var services = new ServiceCollection()
            .AddImaging(options => (options.Isolation, options.Decoder, options.Workers) = (isolation, kind, WorkerHost.Options().Workers))
            .BuildServiceProvider();
        Assert.IsType(expected, services.GetRequiredService<IImageDecoder>());
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        var options = new ImagingOptions { MaxPixels = 0 };
        var error = Assert.Throws<ClassifierException>(() => new VipsDecoder(options));
        Assert.Equal((ErrorKind.Configuration, "imaging.max_pixels"), (error.Kind, error.Field));
    }
}
