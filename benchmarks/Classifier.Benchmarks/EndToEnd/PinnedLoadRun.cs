using System.Diagnostics;
using System.Globalization;

namespace Classifier.Benchmarks.EndToEnd;

/// <summary>
/// <c>classifier load</c> against a server whose inference has core 0 to itself, the load client and the server's front end on core 1:
/// capacity and spike with the same pinning. What follows the verb goes to <c>load</c> (<c>--profile spike</c> where nothing does).
/// </summary>
internal static class PinnedLoadRun
{
    private const int InferenceCore = 0;
    private const int FrontCore = 1;

    public static async Task<int> MainAsync(string[] args)
    {
        await using var server = await ServedProcess.StartAsync(InferenceCore, FrontCore);
        var start = new ProcessStartInfo("taskset");
        foreach (var argument in (string[])["-c", $"{FrontCore}", "dotnet", Checkout.Cli, "load", "--address", server.Address.ToString(),
            .. args.Length == 0 ? ["--profile", "spike"] : args])
            start.ArgumentList.Add(argument);
        var (cpu, inference) = server.Cpu();
        var clock = Stopwatch.StartNew();
        using var load = Process.Start(start) ?? throw new InvalidOperationException("taskset is missing.");
        var memory = new List<double>();
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(10));
        for (var end = load.WaitForExitAsync(); !end.IsCompleted; await Task.WhenAny(end, tick.WaitForNextTickAsync().AsTask()))
            memory.Add(Cores.ResidentMegabytes(server.Id));
        var (cpuAfter, inferenceAfter) = server.Cpu();
        var busy = inferenceAfter - inference;
        Console.Error.WriteLine(FormattableString.Invariant(
            $"inference {busy / clock.Elapsed.TotalSeconds:P0} of core {InferenceCore}; the server's front end {(cpuAfter - cpu - busy) / clock.Elapsed.TotalSeconds:P0} of core {FrontCore}"));
        Console.Error.WriteLine("resident MB, every 10 s: " + string.Join(' ', memory.Select(m => m.ToString("0", CultureInfo.InvariantCulture))));
        return load.ExitCode;
    }
}
