using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Classifier.Benchmarks.Peers;

/// <summary>A server in a process of its own, all of it on one core. Says "ready" with its address on its first line.</summary>
internal sealed partial class PeerServer : IAsyncDisposable
{
    private readonly Process _process;

    private PeerServer(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }
    public double ResidentMegabytes => EndToEnd.Cores.ResidentMegabytes(_process.Id);
    public double CpuSeconds => EndToEnd.Cores.CpuSeconds(_process.Id);

    public static Task<PeerServer> StartAsync(int core, IReadOnlyList<string> command) => StartAsync($"{core}", command);

    /// <param name="cores">As taskset takes them.</param>
    public static async Task<PeerServer> StartAsync(string cores, IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", cores, .. command]) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("taskset is missing.");
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (AddressPattern().Match(line) is not { Success: true } found) continue;
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new PeerServer(process, new Uri(found.Value));
        }
        throw new InvalidOperationException($"{command[0]} {command[1]} ended before it was ready.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"http://(127\.0\.0\.1|localhost):\d+")]
    private static partial Regex AddressPattern();
}
