using System.Globalization;
using System.Runtime.InteropServices;

namespace Classifier.Benchmarks.EndToEnd;

/// <summary>Puts threads on cores and reads what they used (Linux).</summary>
internal static partial class Cores
{
    private const int TicksPerSecond = 100;

    public static void PinCallingThread(int core) => Pin(0, core);

    /// <summary>Every thread that this process has now; later ones inherit.</summary>
    public static void PinThisProcess(params ReadOnlySpan<int> cores)
    {
        foreach (var task in Directory.GetDirectories("/proc/self/task")) Pin(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), cores);
    }

    /// <summary>The threads of another process whose names start so.</summary>
    /// <returns>Their ids.</returns>
    public static IReadOnlyList<int> PinThreads(int process, string namePrefix, int core)
    {
        var pinned = new List<int>();
        foreach (var task in Directory.GetDirectories($"/proc/{process}/task"))
        {
            if (!File.ReadAllText(Path.Combine(task, "comm")).StartsWith(namePrefix, StringComparison.Ordinal)) continue;
            var thread = int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture);
            Pin(thread, core);
            pinned.Add(thread);
        }
        return pinned;
    }

    /// <summary>User and system time of a process, or of one thread of it.</summary>
    public static double CpuSeconds(int process, int? thread = null)
    {
        var stat = File.ReadAllText(thread is { } id ? $"/proc/{process}/task/{id}/stat" : $"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / (double)TicksPerSecond;
    }

    public static double ResidentMegabytes(int process)
    {
        foreach (var line in File.ReadLines($"/proc/{process}/status"))
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                return long.Parse(line.AsSpan(6, line.Length - 9).Trim(), CultureInfo.InvariantCulture) / 1024.0;
        return 0;
    }

    private static void Pin(int thread, params ReadOnlySpan<int> cores)
    {
        var mask = 0UL;
        foreach (var core in cores) mask |= 1UL << core;
        if (SetAffinity(thread, sizeof(ulong), ref mask) != 0) throw new InvalidOperationException($"Thread {thread} cannot be put on the cores {mask:x}.");
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nint size, ref ulong mask);
}
