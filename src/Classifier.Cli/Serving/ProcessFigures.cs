using System.Globalization;

namespace Classifier.Cli.Serving;

/// <summary>What a process holds at one moment (Linux).</summary>
/// <param name="MemoryMegabytes">Resident.</param>
/// <param name="Handles">Open file descriptors.</param>
internal readonly record struct ProcessFigures(double MemoryMegabytes, int Threads, int Handles)
{
    /// <summary>Null once the process has ended, or where its state cannot be read.</summary>
    public static ProcessFigures? Of(int process)
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{process}/status");
            // A process that has ended and was not yet waited for has no memory line.
            if (Number(status, "VmRSS:") is not { } kilobytes || Number(status, "Threads:") is not { } threads) return null;
            return new(kilobytes / 1024.0, threads, Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Count());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int? Number(string[] status, string key) =>
        Array.Find(status, line => line.StartsWith(key, StringComparison.Ordinal)) is { } line
            ? int.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
            : null;
}
