using System.Diagnostics;
using System.Globalization;
using Classifier.Benchmarks.EndToEnd;
using Classifier.Benchmarks.Peers;
using Classifier.Text;

namespace Classifier.Benchmarks.Cost;

/// <summary>
/// How cost grows: a run with batch and length, the server with callers, cores, tenants and models. The client has core 1, the server
/// core 0, and both in the row of two cores. <c>--seconds N</c> a cell (6).
/// </summary>
internal static class CostRun
{
    private static readonly int[] Batches = [1, 2, 4, 8, 16];
    private static readonly int[] Lengths = [16, 64, 128, 256];
    private static readonly int[] Callers = [1, 2, 4, 8, 16, 32, 64];
    private static readonly int[] Tenants = [1, 4, 16, 64];

    public static async Task<int> MainAsync(string[] args)
    {
        var at = Array.IndexOf(args, "--seconds");
        var seconds = at < 0 ? 6 : double.Parse(args[at + 1], CultureInfo.InvariantCulture);
        await Device(seconds / 4);
        Cores.PinThisProcess(1);
        var encoder = TextEncoder.Load(Checkout.Tokenizer, new TextEncoderOptions { MaxViews = 0 });
        var texts = Checkout.Texts().Where(t => encoder.Encode(t).Windows.Count == 1).ToArray();
        new Random(1).Shuffle(texts);

        Print("\n{0,-16} {1,8} {2,8} {3,8} {4,8}", "server", "texts/s", "p50 ms", "p99 ms", "RSS MB");
        await using (var server = await StartAsync("0", Path.Combine(Checkout.Root, "models")))
        {
            await UnaryLoop.RunAsync(server.Address, texts, 16, 3);
            foreach (var callers in Callers) await RowAsync($"{callers} callers", server, texts, callers, seconds, 1);
            foreach (var tenants in Tenants) await RowAsync($"{tenants} tenants", server, texts, 64, seconds, tenants);
        }
        foreach (var cores in (string[])["0", "0,1"])
        {
            await using var server = await StartAsync(cores, Path.Combine(Checkout.Root, "models"));
            await UnaryLoop.RunAsync(server.Address, texts, 16, 3);
            await RowAsync($"cores {cores}", server, texts, 64, seconds, 1);
        }
        await ModelsAsync(texts, seconds);
        return 0;
    }

    private static Task Device(double seconds)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            Cores.PinCallingThread(0);
            using var runtime = new BareRuntime(Path.Combine(Checkout.Model, "text-cpu-int8.onnx"));
            var measured = new List<(int, int, double)>();
            foreach (var n in Batches)
                foreach (var length in Lengths)
                    measured.Add((n, length, runtime.Measure([[.. Enumerable.Repeat(Enumerable.Range(0, length).Select(i => 4 + i * 37 % 60_000).ToArray(), n)]], seconds).MedianSeconds));
            var fit = CostFit.Of(measured);
            Print("one run, ms: rows are items, columns tokens {0}", string.Join(' ', Lengths));
            foreach (var row in measured.GroupBy(m => m.Item1))
                Print("{0,-4} {1}", row.Key, string.Join("  ", row.Select(m => (m.Item3 * 1e3).ToString("0.00", CultureInfo.InvariantCulture).PadLeft(8))));
            Print("t = {0:0.00} us n L + {1:0.00} ms + {2:0.0} ns n L^2, off by {3:0.0} % at most", fit.A * 1e6, fit.B * 1e3, fit.C * 1e9, fit.WorstMiss(measured) * 100);
            done.SetResult();
        }).Start();
        return done.Task;
    }

    // Text calls beside models that nobody calls: what being loaded costs.
    private static async Task ModelsAsync(IReadOnlyList<string> texts, double seconds)
    {
        var folder = Directory.CreateTempSubdirectory("classifier-bench-models-");
        var others = Directory.GetDirectories(Path.Combine(Checkout.Root, "models"))
            .Where(d => Directory.EnumerateFiles(d, "manifest.yaml", SearchOption.AllDirectories).Any()).OrderBy(d => Path.GetFileName(d) != "text").ThenBy(d => d, StringComparer.Ordinal);
        foreach (var model in others)
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, Path.GetFileName(model)), model);
            var clock = Stopwatch.StartNew();
            await using var server = await StartAsync("0", folder.FullName);
            var start = clock.Elapsed.TotalSeconds;
            await UnaryLoop.RunAsync(server.Address, texts, 16, 3);
            await RowAsync($"+ {Path.GetFileName(model)}", server, texts, 64, seconds, 1);
            Print("{0,-16} ready after {1:0.0} s", "", start);
        }
        folder.Delete(recursive: true);
    }

    private static Task<PeerServer> StartAsync(string cores, string models) => PeerServer.StartAsync(cores,
    [
        "dotnet", Checkout.Cli, "serve", "--urls", "http://127.0.0.1:0", "--http-urls", "none", "--data",
        Directory.CreateTempSubdirectory("classifier-bench-").FullName, "--models", models, "--provider", "cpu",
    ]);

    private static async Task RowAsync(string name, PeerServer server, IReadOnlyList<string> texts, int callers, double seconds, int tenants)
    {
        var result = await UnaryLoop.RunAsync(server.Address, texts, callers, seconds, tenants);
        Print("{0,-16} {1,8:0.0} {2,8:0.0} {3,8:0.0} {4,8:0}", name, result.PerSecond, result.P50, result.P99, server.ResidentMegabytes);
    }

    private static void Print(string format, params object[] values) => Console.WriteLine(string.Format(CultureInfo.InvariantCulture, format, values));
}
