namespace Classifier.Inference.Providers;

/// <summary>What this machine and this build offer for inference.</summary>
/// <param name="OnnxRuntime">Version of the native library.</param>
/// <param name="ExecutionProviders">What the native library was built with.</param>
/// <param name="Cores">Processors that this process may use.</param>
public sealed record ProviderReport(string OnnxRuntime, IReadOnlyList<string> ExecutionProviders, CpuFeatures Cpu, int Cores, CudaReport Cuda);

/// <summary>Whether CUDA can be used, and if not, the first thing to mend.</summary>
/// <param name="PackageHasCuda">Whether this build took the CUDA package.</param>
/// <param name="ProviderLibrary">Path of <c>libonnxruntime_providers_cuda.so</c>, or null where it is missing.</param>
/// <param name="NeededLibraries">What that library links to.</param>
/// <param name="MissingLibraries">Those of them that do not load, or what they in turn miss.</param>
/// <param name="DriverVersion">The kernel module's, or null.</param>
/// <param name="DeviceFiles"><c>/dev/nvidia0</c> and its like.</param>
/// <param name="Devices">Names of the devices that the driver reports.</param>
/// <param name="Problem">One line; null where CUDA should work.</param>
public sealed record CudaReport(
    bool PackageHasCuda,
    string? ProviderLibrary,
    IReadOnlyList<string> NeededLibraries,
    IReadOnlyList<string> MissingLibraries,
    string? DriverVersion,
    IReadOnlyList<string> DeviceFiles,
    IReadOnlyList<string> Devices,
    string? Problem)
{
    /// <summary>Whether a session may be tried; the self-test has the last word.</summary>
    public bool Usable => Problem is null;
}
