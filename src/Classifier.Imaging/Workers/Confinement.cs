using System.Globalization;

namespace Classifier.Imaging.Workers;

/// <summary>What a worker takes from itself before it sees a stranger's bytes.</summary>
internal sealed class Confinement
{
    // The collector reads the system's memory from /proc at its work and ends the process where it cannot: none is too few.
    private const ulong SpareFiles = 4;

    private readonly ulong _cpuSeconds;

    private Confinement(int cpuSeconds) => _cpuSeconds = (ulong)cpuSeconds;

    /// <summary>
    /// No file written, a handful opened, no core dump, no privileges by way of programs, and a bound on memory above what is
    /// mapped now. Comes after the warm-up, which loads every library.
    /// </summary>
    public static Confinement Apply(WorkerSettings settings)
    {
        var confinement = new Confinement(settings.CpuSeconds);
        confinement.AllowCpu();
        Posix.GiveUpNewPrivileges();
        Posix.SetLimit(Posix.LimitAddressSpace, MappedBytes() + (ulong)settings.Memory, MappedBytes() + (ulong)settings.Memory);
        Posix.SetLimit(Posix.LimitFileSize, 0, 0);
        Posix.SetLimit(Posix.LimitCore, 0, 0);
        var files = HighestDescriptor() + SpareFiles;
        Posix.SetLimit(Posix.LimitOpenFiles, files, files);
        return confinement;
    }

    /// <summary>Before each picture: so many seconds more of processor time, then the system ends the process.</summary>
    public void AllowCpu() =>
        Posix.SetLimit(Posix.LimitCpu, (ulong)Environment.CpuUsage.TotalTime.TotalSeconds + 1 + _cpuSeconds);

    private static ulong MappedBytes()
    {
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[0];
        return ulong.Parse(pages, CultureInfo.InvariantCulture) * (ulong)Environment.SystemPageSize;
    }

    private static ulong HighestDescriptor() =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd").Max(path => ulong.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)) + 1;
}
