using Classifier.Fingerprint.Banks;
using Classifier.Fingerprint.Duplicates;
using Classifier.Fingerprint.Index;
using Classifier.Fingerprint.Kernels;
using Classifier.Imaging;
using Classifier.Pipeline.Recognition;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Classifier.Server.Fingerprints;

/// <summary>
/// What the fingerprint service is made of. Banks live in the data directory and are opened by the first call; so is the device, unless
/// it is demanded: then it is opened at start, and a server without it does not start.
/// </summary>
internal static class FingerprintSetup
{
    private const string Folder = "banks";

    public static void AddFingerprints(this IServiceCollection services, ServerOptions options)
    {
        services.TryAddSingleton<IImageDecoder>(p => new DeferredDecoder(options.Imaging, p.GetService<TimeProvider>(), p.GetService<ILoggerFactory>()));
        services.AddSingleton(p => new BankStore(
            Path.Combine(options.DataDirectory, Folder), new IndexOptions(), p.GetRequiredService<ILogger<BankStore>>()));
        services.AddSingleton<HasherPool>();
        services.AddSingleton(p => FingerprintAccelerator.Open(options.Fingerprints, p.GetRequiredService<ILogger<FingerprintAccelerator>>()));
        services.TryAddSingleton<INearPairFinder>(p => new AcceleratedPairs(
            p.GetRequiredService<FingerprintAccelerator>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<AcceleratedPairs>>()));
        services.AddSingleton<InputFingerprints>();
        if (options.Fingerprints.Accelerator == AcceleratorChoice.Cuda) services.AddHostedService<DemandedDevice>();
    }
}
