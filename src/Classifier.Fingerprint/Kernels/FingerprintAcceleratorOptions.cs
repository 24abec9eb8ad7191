namespace Classifier.Fingerprint.Kernels;

/// <summary>Choice and bounds of a <see cref="FingerprintAccelerator"/>.</summary>
public sealed record FingerprintAcceleratorOptions
{
    public AcceleratorChoice Accelerator { get; init; } = AcceleratorChoice.Auto;

    /// <summary>Which CUDA device, from 0.</summary>
    public int DeviceIndex { get; init; }

    /// <summary>Most bytes of device memory held at a time, at least 16 MiB. A picture that needs more is hashed on the processor.</summary>
    public long MaxDeviceBytes { get; init; } = 512L << 20;

    /// <summary>Most pairs that one launch of the all-pairs kernel may report; a part that has more is cut up. At least 65536.</summary>
    public int MaxPairsPerLaunch { get; init; } = 1 << 20;

    /// <exception cref="ArgumentOutOfRangeException">A bound is too low.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(DeviceIndex);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDeviceBytes, 16L << 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPairsPerLaunch, 1 << 16);
    }
}
