using Classifier.Fingerprint.Kernels;

namespace Classifier.Server.Fingerprints;

/// <summary>Opens the device for fingerprints before the server listens, so that a missing one is found at start.</summary>
internal sealed class DemandedDevice(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<FingerprintAccelerator>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
