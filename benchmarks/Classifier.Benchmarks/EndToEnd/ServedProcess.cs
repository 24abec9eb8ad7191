using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Classifier.Benchmarks.EndToEnd;

/// <summary>A real server in a process of its own: its inference threads on one core, everything else of it on another.</summary>
internal sealed partial class ServedProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServedProcess(Process process, Uri address, Uri http) => (_process, Address, HttpAddress) = (process, address, http);

    public Uri Address { get; }
    public Uri HttpAddress { get; }
    public int Id => _process.Id;
    public IReadOnlyList<int> InferenceThreads { get; private set; } = [];
    public double RestMegabytes { get; private set; }
    public TimeSpan ColdStart { get; private set; }

    public static async Task<ServedProcess> StartAsync(int inferenceCore, int frontCore)
    {
        var served = await StartAsync([frontCore]);
        served.InferenceThreads = Cores.PinThreads(served.Id, "batch ", inferenceCore);
        if (served.InferenceThreads.Count == 0) throw new InvalidOperationException("The server has no inference thread.");
        served.RestMegabytes = Cores.ResidentMegabytes(served.Id);
        return served;
    }

    /// <summary>All of the server, and its image workers, on the same cores.</summary>
    public static async Task<ServedProcess> StartAsync(int[] cores)
    {
        var data = Directory.CreateTempSubdirectory("classifier-bench-").FullName;
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", string.Join(',', cores), "dotnet", Checkout.Cli, "serve", "--urls", "http://127.0.0.1:0",
            "--http-urls", "http://127.0.0.1:0", "--data", data, "--models", Path.Combine(Checkout.Root, "models"), "--provider", "cpu"])
            start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new InvalidOperationException("taskset is missing.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        var addresses = AddressPattern().Matches(line);
        return new ServedProcess(process, new Uri(addresses[0].Value), new Uri(addresses[1].Value)) { ColdStart = clock.Elapsed };
    }

    /// <summary>Seconds that the whole process has used, and its inference threads alone.</summary>
    public (double All, double Inference) Cpu() => (Cores.CpuSeconds(Id), InferenceThreads.Sum(t => Cores.CpuSeconds(Id, t)));

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex AddressPattern();
}
