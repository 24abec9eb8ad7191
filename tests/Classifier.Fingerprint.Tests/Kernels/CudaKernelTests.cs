using Classifier.Core;
using Classifier.Fingerprint.Kernels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Fingerprint.Tests.Kernels;

/// <summary>On a CUDA device, where there is one.</summary>
public sealed class CudaKernelTests : KernelTests
{
    protected override int PdqTolerance => 2;

    protected override IFingerprintCompute Open()
    {
        try
        {
            var accelerator = FingerprintAccelerator.Open(
                Options with { Accelerator = AcceleratorChoice.Cuda }, NullLogger<FingerprintAccelerator>.Instance);
            Assert.True(accelerator.OnDevice, "The device failed its self-test.");
            return accelerator;
        }
        catch (ClassifierException missing) when (missing.Kind == ErrorKind.Configuration)
        {
            Assert.Skip("No CUDA device.");
            throw;
        }
    }
}
