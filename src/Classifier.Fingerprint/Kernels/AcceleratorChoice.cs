namespace Classifier.Fingerprint.Kernels;

/// <summary>Where fingerprint kernels may run.</summary>
public enum AcceleratorChoice
{
    /// <summary>A CUDA device where there is one that passes the self-test, the processor's SIMD code elsewhere.</summary>
    Auto,

    /// <summary>The processor's SIMD code.</summary>
    Host,

    /// <summary>A CUDA device; opening fails where there is none.</summary>
    Cuda,
}
