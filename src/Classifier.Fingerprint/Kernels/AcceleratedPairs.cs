using Classifier.Fingerprint.Duplicates;
using Classifier.Fingerprint.Kernels.Internal;
using Microsoft.Extensions.Logging;

namespace Classifier.Fingerprint.Kernels;

/// <summary>
/// Near pairs on the device where that is estimated to be faster than on the processor, on the processor elsewhere. Both are timed
/// once on a small set: the processor's bands spare most comparisons, so a device that compares a hundred times faster pays only
/// between some size and another.
/// </summary>
public sealed class AcceleratedPairs : INearPairFinder
{
    private readonly FingerprintAccelerator _accelerator;
    private readonly PairRates? _rates;

    /// <param name="time">Times the samples.</param>
    public AcceleratedPairs(FingerprintAccelerator accelerator, TimeProvider time, ILogger<AcceleratedPairs> logger)
    {
        _accelerator = accelerator;
        if (!accelerator.OnDevice) return;
        _rates = PairRates.Measure(accelerator, time);
        // The device may have died of it.
        if (accelerator.OnDevice) Log.PairRates(logger, _rates.DevicePerSecond / 1e9, _rates.HostPerSecond / 1e9, DeviceFrom ?? 0);
    }

    /// <summary>The smallest set, to a factor of two, that goes to the device at PDQ's threshold; null for none.</summary>
    public int? DeviceFrom
    {
        get
        {
            const int threshold = 31, smallest = 1 << 10, largest = 1 << 22;
            for (var count = smallest; count <= largest; count *= 2)
                if (PrefersDevice(count, threshold)) return count;
            return null;
        }
    }

    /// <summary>Whether the device is estimated to be faster.</summary>
    public bool PrefersDevice(int count, int radius) =>
        _accelerator.OnDevice && _rates is { } rates && rates.OnDevice(count) < rates.OnHost(NearPairs.Comparisons(count, radius));

    /// <inheritdoc/>
    public void Among(Hash256[] hashes, int radius, Action<int, int> found, CancellationToken cancellation = default)
    {
        if (radius <= Hash256.BitCount - 1 && PrefersDevice(hashes.Length, radius)) _accelerator.VisitPairs(hashes, radius, found, cancellation);
        else NearPairs.Among(hashes, radius, found, cancellation);
    }
}
