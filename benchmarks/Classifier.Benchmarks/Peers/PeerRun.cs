using System.Globalization;
using Classifier.Benchmarks.EndToEnd;
using Classifier.Text;

namespace Classifier.Benchmarks.Peers;

/// <summary>
/// Classifier beside what a team would write instead: same call, same graph and weights, same texts, each server wholly on
/// core 0 and the client on core 1, one after the other. <c>--seconds N</c> a cell (8), <c>--p99 MS</c> for the last column (150),
/// <c>--tokenizer F</c> the tokenizer.json for Node (it is left out without), <c>--callers N,N…</c> (1,4,16,64), <c>--only S</c> the servers with S in their names.
/// </summary>
internal static class PeerRun
{
    private const int ServerCore = 0;
    private const int ClientCore = 1;

    public static async Task<int> MainAsync(string[] args)
    {
        var seconds = double.Parse(Option(args, "--seconds") ?? "8", CultureInfo.InvariantCulture);
        var limit = double.Parse(Option(args, "--p99") ?? "150", CultureInfo.InvariantCulture);
        var callerCounts = (Option(args, "--callers") ?? "1,4,16,64").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var only = Option(args, "--only") ?? "";
        Cores.PinThisProcess(ClientCore);
        var encoder = TextEncoder.Load(Checkout.Tokenizer, new TextEncoderOptions { MaxViews = 0 });
        // Texts of one window, in which the peers do all that Classifier does but look for disguises.
        var texts = Checkout.Texts().Where(t => encoder.Encode(t).Windows.Count == 1).ToArray();
        new Random(1).Shuffle(texts);
        Console.WriteLine($"{texts.Length} texts, {texts.Average(t => encoder.Encode(t).Windows[0].Ids.Length).ToString("0", CultureInfo.InvariantCulture)} tokens on average");
        Console.WriteLine($"{"server",-34} {"callers",7} {"texts/s",8} {"p50 ms",8} {"p99 ms",8} {"real/padded",11} {"CPU ms",7} {"RSS MB",7}");

        var best = new List<(string Name, double PerSecond)>();
        IReadOnlyDictionary<int, string>? labels = null;
        foreach (var (name, command) in Servers(Option(args, "--tokenizer")).Where(s => s.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            await using var server = await PeerServer.StartAsync(ServerCore, command);
            await UnaryLoop.RunAsync(server.Address, texts, 16, 3);
            var results = new List<LoopResult>();
            foreach (var callers in callerCounts)
            {
                var cpu = server.CpuSeconds;
                var result = await UnaryLoop.RunAsync(server.Address, texts, callers, seconds);
                cpu = server.CpuSeconds - cpu;
                results.Add(result);
                Print("{0,-34} {1,7} {2,8:0.0} {3,8:0.0} {4,8:0.0} {5,11:0.00} {6,7:0.0} {7,7:0}", name, callers, result.PerSecond, result.P50,
                    result.P99, result.RealPerPadded, cpu / seconds / result.PerSecond * 1e3, server.ResidentMegabytes);
            }
            var judged = results.SelectMany(r => r.Labels).GroupBy(l => l.Key).ToDictionary(l => l.Key, l => l.First().Value);
            labels ??= judged;
            var common = judged.Keys.Intersect(labels.Keys).ToArray();
            Print("{0,-34} decisions equal to the first server's: {1} of {2}", name, common.Count(t => judged[t] == labels[t]), common.Length);
            best.Add((name, results.Where(r => r.P99 <= limit).Select(r => r.PerSecond).DefaultIfEmpty().Max()));
        }

        Print("throughput where p99 <= {0} ms, and that of the first server as a multiple of it", limit);
        foreach (var (name, perSecond) in best) Print("{0,-34} {1,8:0.0} {2,6:0.00}", name, perSecond, best[0].PerSecond / perSecond);
        return 0;
    }

    private static IEnumerable<(string Name, string[] Command)> Servers(string? tokenizer)
    {
        var data = Directory.CreateTempSubdirectory("classifier-bench-").FullName;
        var peer = Path.Combine(Checkout.Root, "benchmarks", "peers", "aspnet", "bin", "Release", "net10.0", "Classifier.Peers.dll");
        yield return ("Classifier", ["dotnet", Checkout.Cli, "serve", "--urls", "http://127.0.0.1:0", "--http-urls", "none", "--data", data,
            "--models", Path.Combine(Checkout.Root, "models"), "--provider", "cpu"]);
        yield return ("ASP.NET, a run a request", ["dotnet", peer, "per-request", Checkout.Model, "4"]);
        foreach (var (size, delay) in new (int, int)[] { (8, 1), (8, 5), (32, 5) })
            yield return ($"fixed window of {size}, {delay} ms", ["dotnet", peer, "window", Checkout.Model, $"{size}", $"{delay}"]);
        if (tokenizer is not null)
        {
            yield return ("Node, onnxruntime-node", ["node", Path.Combine(Checkout.Root, "benchmarks", "peers", "node", "server.mjs"),
                "--root", Checkout.Root, "--tokenizer", Path.GetFullPath(tokenizer)]);
        }
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 ? null : args[at + 1];
    }

    private static void Print(string format, params object[] values) => Console.WriteLine(string.Format(CultureInfo.InvariantCulture, format, values));
}
