using Classifier.Fingerprint.Hashing;
using ILGPU;
using ILGPU.Runtime;

namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>The kernels on one ILGPU accelerator, one call at a time. Owns the context and the accelerator.</summary>
internal sealed class DeviceCompute(Context context, Accelerator accelerator, FingerprintAcceleratorOptions options) : IFingerprintCompute
{
    private readonly Lock _gate = new();
    private readonly DevicePdq _pdq = new(accelerator);
    private readonly DeviceHamming _hamming = new(accelerator, options);
    private readonly HostCompute _host = new();

    public string Name => accelerator.Name;

    public ImageHash ComputePdq(ReadOnlySpan<byte> rgb, int width, int height)
    {
        if (width < PdqHasher.MinSide || height < PdqHasher.MinSide || DevicePdq.BytesFor(width, height) > options.MaxDeviceBytes)
            return _host.ComputePdq(rgb, width, height);
        lock (_gate) return _pdq.Compute(rgb, width, height);
    }

    public HammingMatch[][] FindNearest(ReadOnlySpan<Hash256> codes, ReadOnlySpan<Hash256> queries, int count, int radius)
    {
        lock (_gate) return _hamming.FindNearest(codes, queries, count, radius);
    }

    public HammingPair[] FindPairs(ReadOnlySpan<Hash256> codes, int radius)
    {
        // All codes must be on the device together; what does not fit is the processor's.
        if (codes.Length > _hamming.CodesPerPart) return _host.FindPairs(codes, radius);
        lock (_gate) return _hamming.FindPairs(codes, radius);
    }

    public void VisitPairs(ReadOnlySpan<Hash256> codes, int radius, Action<int, int> found, CancellationToken cancellation)
    {
        if (codes.Length > _hamming.CodesPerPart)
        {
            _host.VisitPairs(codes, radius, found, cancellation);
            return;
        }

        lock (_gate) _hamming.VisitPairs(codes, radius, pair => found(pair.First, pair.Second), cancellation);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _pdq.Dispose();
            _hamming.Dispose();
            _host.Dispose();
            accelerator.Dispose();
            context.Dispose();
        }
    }
}
