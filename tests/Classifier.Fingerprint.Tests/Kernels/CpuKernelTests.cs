using Classifier.Fingerprint.Kernels;
using Classifier.Fingerprint.Kernels.Internal;
using ILGPU;
using ILGPU.Runtime.CPU;

namespace Classifier.Fingerprint.Tests.Kernels;

/// <summary>On ILGPU's processor accelerator: groups of 16 threads, four warps.</summary>
public sealed class CpuKernelTests : KernelTests
{
    protected override int PdqTolerance => 0;

    internal static DeviceCompute OpenCpu(FingerprintAcceleratorOptions options)
    {
        var context = Context.Create(builder => builder.CPU(new CPUDevice(4, 4, 1)));
        return new DeviceCompute(context, context.GetCPUDevice(0).CreateCPUAccelerator(context), options);
    }

    protected override IFingerprintCompute Open() => OpenCpu(Options);
}
