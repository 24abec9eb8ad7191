using ILGPU;
using ILGPU.Runtime;

namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>Device memory that grows when more is asked for and is kept.</summary>
internal sealed class DeviceBuffer<T>(Accelerator accelerator) : IDisposable
    where T : unmanaged
{
    private MemoryBuffer1D<T, Stride1D.Dense>? _memory;

    /// <summary>The first <paramref name="length"/> items.</summary>
    public ArrayView<T> Fit(long length)
    {
        if (_memory is null || _memory.Length < length)
        {
            _memory?.Dispose();
            _memory = null;
            _memory = accelerator.Allocate1D<T>(length);
        }

        return _memory.View.AsContiguous().SubView(0, length);
    }

    public void Dispose() => _memory?.Dispose();
}
