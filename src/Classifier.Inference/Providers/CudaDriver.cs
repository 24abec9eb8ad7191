using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Classifier.Inference.Providers;

/// <summary>Asks the NVIDIA driver for its devices through <c>libcuda.so.1</c> (CUDA Driver API).</summary>
internal static unsafe partial class CudaDriver
{
    public const string Library = "libcuda.so.1";
    private const int MaxName = 256;

    /// <summary>Names of the devices, or one line why there are none.</summary>
    public static (IReadOnlyList<string> Devices, string? Problem) Devices()
    {
        if (!NativeLibrary.TryLoad(Library, out var library)) return ([], $"{Library} is missing: no NVIDIA driver is installed");
        if (!NativeLibrary.TryGetExport(library, "cuInit", out var init) ||
            !NativeLibrary.TryGetExport(library, "cuDeviceGetCount", out var getCount) ||
            !NativeLibrary.TryGetExport(library, "cuDeviceGetName", out var getName))
            return ([], $"{Library} lacks the functions of a driver");

        // CUresult: 0 success, 100 no device, 999 unknown; the number is what NVIDIA's pages are searched by.
        var result = ((delegate* unmanaged<uint, int>)init)(0);
        if (result != 0) return ([], $"the driver does not start: cuInit returned {result}");
        int count;
        result = ((delegate* unmanaged<int*, int>)getCount)(&count);
        if (result != 0) return ([], $"the driver does not count devices: cuDeviceGetCount returned {result}");
        if (count == 0) return ([], "the driver reports no device");

        var names = new List<string>(count);
        var name = stackalloc byte[MaxName];
        for (var device = 0; device < count; device++)
        {
            new Span<byte>(name, MaxName).Clear();
            var ok = ((delegate* unmanaged<byte*, int, int, int>)getName)(name, MaxName - 1, device) == 0;
            names.Add(ok ? Encoding.ASCII.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name)) : $"device {device}");
        }
        return (names, null);
    }

    /// <summary>Version of the kernel module from <c>/proc/driver/nvidia/version</c>, or null.</summary>
    public static string? Version(string path = "/proc/driver/nvidia/version")
    {
        try
        {
            return File.Exists(path) && VersionNumber().Match(File.ReadAllText(path)) is { Success: true } match ? match.Value : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary><c>/dev/nvidia0</c> and its like.</summary>
    public static IReadOnlyList<string> DeviceFiles() =>
        Directory.Exists("/dev") ? [.. Directory.EnumerateFileSystemEntries("/dev", "nvidia?").Where(p => char.IsAsciiDigit(p[^1])).Order(StringComparer.Ordinal)] : [];

    [GeneratedRegex(@"\b\d{3,4}\.\d{1,3}(\.\d{1,3})?\b")]
    private static partial Regex VersionNumber();
}
