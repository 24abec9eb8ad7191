using Classifier.Core;
using Classifier.Imaging.Decoding;
using Classifier.Imaging.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Classifier.Imaging;

/// <summary>Registration with a host.</summary>
public static class ImagingServices
{
    /// <summary>
    /// One <see cref="IImageDecoder"/> as <see cref="ImagingOptions"/> say. Options are checked, and workers started, when it is
    /// first asked for.
    /// </summary>
    /// <exception cref="ClassifierException">On resolving: an option is out of range.</exception>
    public static IServiceCollection AddImaging(this IServiceCollection services, Action<ImagingOptions>? configure = null)
    {
        services.AddOptions<ImagingOptions>().Configure(configure ?? (static _ => { }));
        return services.AddSingleton(provider => Create(
            provider.GetRequiredService<IOptions<ImagingOptions>>().Value, provider.GetService<TimeProvider>(), provider.GetService<ILoggerFactory>()));
    }

    /// <summary>The decoder that options ask for; dispose it where it can be.</summary>
    /// <exception cref="ClassifierException">An option is out of range, or there is no program to run as a worker.</exception>
    public static IImageDecoder Create(ImagingOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null) => options switch
    {
        { Isolation: DecoderIsolation.Workers } => new WorkerDecoder(options, time, loggers?.CreateLogger<WorkerDecoder>()),
        { Decoder: ImageDecoderKind.ImageSharp } => new ImageSharpDecoder(options),
        _ => new VipsDecoder(options),
    };
}
