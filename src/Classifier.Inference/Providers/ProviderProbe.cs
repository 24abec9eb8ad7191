using Classifier.Inference.Internal;

namespace Classifier.Inference.Providers;

/// <summary>Finds out what this machine and this build offer. Opens no model.</summary>
public static class ProviderProbe
{
    private const string CudaProvider = "CUDAExecutionProvider";
    private const string CudaLibrary = "libonnxruntime_providers_cuda.so";

    public static ProviderReport Run()
    {
        var runtime = RuntimeEnvironment.Instance;
        var providers = runtime.GetAvailableProviders();
        var cuda = Cuda(providers.Contains(CudaProvider), SearchDirectories(), NativeDependencies.TryLoad, CudaDriver.Devices);
        return new(runtime.GetVersionString(), providers, CpuFeatures.Current, Environment.ProcessorCount, cuda);
    }

    /// <summary>What stands between this process and CUDA, cheapest to mend first named.</summary>
    /// <param name="directories">Where the provider's library may lie.</param>
    /// <param name="missing">As in <see cref="NativeDependencies.Missing"/>.</param>
    internal static CudaReport Cuda(
        bool packageHasCuda,
        IEnumerable<string> directories,
        Func<string, string?> missing,
        Func<(IReadOnlyList<string> Devices, string? Problem)> driver)
    {
        var library = directories.Select(d => Path.Combine(d, CudaLibrary)).FirstOrDefault(File.Exists);
        var report = new CudaReport(packageHasCuda, library, [], [], CudaDriver.Version(), CudaDriver.DeviceFiles(), [], null);
        if (!packageHasCuda) return report with { Problem = "this build has ONNX Runtime's CPU package; build with -p:Accelerator=cuda" };
        if (library is null) return report with { Problem = $"{CudaLibrary} is missing beside the program" };
        try
        {
            var needed = ElfFile.Needed(library);
            report = report with { NeededLibraries = needed, MissingLibraries = NativeDependencies.Missing(needed.Where(IsOthers).ToArray(), missing) };
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return report with { Problem = $"{CudaLibrary} cannot be read: {OneLine.Of(e.Message)}" };
        }
        var (devices, problem) = driver();
        report = report with { Devices = devices };
        if (report.MissingLibraries.Count > 0)
            return report with { Problem = "missing library: " + string.Join(", ", report.MissingLibraries) + (problem is null ? "" : "; " + problem) };
        return report with { Problem = problem };
    }

    /// <summary>
    /// ONNX Runtime loads its own part first and by its full path, so it is not looked for in the system's folders; the
    /// driver's library is asked by itself.
    /// </summary>
    private static bool IsOthers(string library) => library != CudaDriver.Library && !library.StartsWith("libonnxruntime", StringComparison.Ordinal);

    private static IEnumerable<string> SearchDirectories()
    {
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");
        if (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") is not string directories) yield break;
        foreach (var directory in directories.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)) yield return directory;
    }
}
