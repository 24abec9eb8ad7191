using Classifier.Fingerprint.Hashing;
using Classifier.Fingerprint.Hashing.Internal;
using ILGPU;
using ILGPU.Runtime;

namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>Runs <see cref="PdqKernels"/>; buffers grow with the largest picture, within the bound. One thread at a time.</summary>
internal sealed class DevicePdq : IDisposable
{
    private readonly Accelerator _accelerator;
    private readonly Action<Index1D, ArrayView<byte>, ArrayView<float>, int, int> _luminance;
    private readonly Action<Index1D, ArrayView<float>, ArrayView<float>, BoxLines> _box;
    private readonly Action<Index1D, ArrayView<float>, ArrayView<float>, int, int> _sample;
    private readonly Action<Index1D, ArrayView<float>, ArrayView<float>> _transpose;
    private readonly Action<Index1D, ArrayView<float>, ArrayView<int>> _gradient;
    private readonly Action<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>> _halfTransform;
    private readonly Action<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>> _transform;
    private readonly Action<Index1D, ArrayView<float>, ArrayView<float>> _median;
    private readonly Action<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<int>> _bits;
    private readonly DeviceBuffer<byte> _rgb;
    private readonly DeviceBuffer<float> _first;
    private readonly DeviceBuffer<float> _second;
    private readonly DeviceBuffer<float> _small;
    private readonly DeviceBuffer<int> _result;
    private readonly int[] _read = new int[PdqKernels.HashWords + 1];

    public DevicePdq(Accelerator accelerator)
    {
        _accelerator = accelerator;
        _luminance = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<byte>, ArrayView<float>, int, int>(PdqKernels.Luminance);
        _box = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>, BoxLines>(PdqKernels.Box);
        _sample = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>, int, int>(PdqKernels.Sample);
        _transpose = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>>(PdqKernels.Transpose);
        _gradient = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<int>>(PdqKernels.Gradient);
        _halfTransform = Weighted(PdqKernels.HalfTransform);
        _transform = Weighted(PdqKernels.Transform);
        _median = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>>(PdqKernels.Median);
        _bits = accelerator
            .LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<int>>(PdqKernels.Bits);
        (_rgb, _first, _second) = (new(accelerator), new(accelerator), new(accelerator));
        (_small, _result) = (new(accelerator), new(accelerator));
    }

    /// <summary>Bytes of device memory for a picture.</summary>
    public static long BytesFor(int width, int height) => (long)width * height * (3 + sizeof(float) + sizeof(float));

    public ImageHash Compute(ReadOnlySpan<byte> rgb, int width, int height)
    {
        const int side = PdqKernels.Side;
        var count = width * height;
        var pixels = _rgb.Fit(rgb.Length);
        var (first, second) = (_first.Fit(count), _second.Fit(count));
        var cosines = Small(0, PdqTransform.Cosines.Length);
        var samples = Small(1024, side * side);
        var half = Small(1024 + 4096, PdqKernels.LowSide * side);
        var coefficients = Small(1024 + 4096 + 1024, PdqKernels.Coefficients);
        var median = Small(1024 + 4096 + 1024 + 256, 1);
        var result = _result.Fit(_read.Length);

        pixels.CopyFromCPU(rgb.ToArray());
        cosines.CopyFromCPU(PdqTransform.Cosines);
        result.MemSetToZero();
        _luminance(count, pixels, first, width, height);
        if (width == side && height == side)
            _transpose(side * side, first, samples);
        else
        {
            // Along rows reads columns side by side and writes rows, which is what the pass down the columns reads side by side.
            var (alongRows, alongColumns) = (BoxLines.Turning(width, height), BoxLines.Turning(height, width));
            _box(height, first, second, alongRows);
            _box(width, second, first, alongColumns);
            _box(height, first, second, alongRows);
            _box(width, second, first, alongColumns.InPlace());
            _sample(side * side, first, samples, width, height);
        }

        _gradient(side * side, samples, result.SubView(PdqKernels.HashWords, 1));
        _halfTransform(PdqKernels.LowSide * side, cosines, samples, half);
        _transform(PdqKernels.Coefficients, cosines, half, coefficients);
        _median(PdqKernels.Coefficients, coefficients, median);
        _bits(PdqKernels.HashWords, coefficients, median, result.SubView(0, PdqKernels.HashWords));
        result.CopyToCPU(_read);
        _accelerator.Synchronize();
        return new ImageHash(HashAlgorithmKind.Pdq, Hash(), Math.Min(_read[PdqKernels.HashWords] / 90, 100));
    }

    public void Dispose()
    {
        _rgb.Dispose();
        _first.Dispose();
        _second.Dispose();
        _small.Dispose();
        _result.Dispose();
    }

    private ArrayView<float> Small(int start, int length) => _small.Fit(1024 + 4096 + 1024 + 256 + 1).SubView(start, length);

    private Hash256 Hash()
    {
        Span<ulong> words = stackalloc ulong[4];
        for (var i = 0; i < words.Length; i++) words[i] = (uint)_read[2 * i] | (ulong)(uint)_read[2 * i + 1] << 32;
        return Hash256.FromWords(words);
    }

    private Action<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>> Weighted(
        Action<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>> kernel) =>
        _accelerator.LoadAutoGroupedStreamKernel(kernel);
}
