using System.Globalization;
using Classifier.Client;
using Classifier.Text;

namespace Classifier.Benchmarks.EndToEnd;

/// <summary>
/// Loopback gRPC against bare ONNX Runtime, as docs/performance.md says: inference on core 0 in both, the server's front end
/// and the client on core 1, the same graph and the same mean batch. Needs two cores and taskset.
/// </summary>
internal static class EndToEndRun
{
    private const int InferenceCore = 0;
    private const int FrontCore = 1;

    /// <summary><c>--seconds N</c> (a phase; 20) and <c>--callers N</c> (64).</summary>
    public static async Task<int> MainAsync(string[] args)
    {
        var (seconds, callers) = (Option(args, "--seconds", 20), Option(args, "--callers", 64));
        Cores.PinThisProcess(FrontCore);
        var encoder = TextEncoder.Load(Checkout.Tokenizer, new TextEncoderOptions { MaxViews = 0 });
        var texts = Checkout.Texts().Where(t => encoder.Encode(t).Windows.Count == 1).ToArray();
        new Random(1).Shuffle(texts);
        var ids = texts.Select(t => encoder.Encode(t).Windows[0].Ids.ToArray()).ToArray();

        await using var server = await ServedProcess.StartAsync(InferenceCore, FrontCore);
        await using var client = new ClassifierClient(server.Address);
        await ClosedLoop.RunAsync(client, texts, callers, 3);

        var (cpu, inference) = server.Cpu();
        var loop = await ClosedLoop.RunAsync(client, texts, callers, seconds);
        var (cpuAfter, inferenceAfter) = server.Cpu();
        var loaded = Cores.ResidentMegabytes(server.Id);
        var front = (cpuAfter - cpu - (inferenceAfter - inference)) / loop.Answers;

        using var runtime = new PinnedRuntime(Path.Combine(Checkout.Model, "text-cpu-int8.onnx"), InferenceCore);
        var one = await LoneCaller.RunAsync(client, texts, ids, runtime.TimeOneAsync, seconds);

        var batches = ids.OrderBy(i => i.Length).Chunk((int)Math.Round(loop.MeanBatch)).ToArray();
        new Random(2).Shuffle(batches);
        var bare = await runtime.RunAsync(r => r.Measure(batches, seconds));

        Print("texts", "{0} of one window, {1:0} tokens on average", texts.Length, ids.Average(i => i.Length));
        Print("served, closed loop of " + callers, "{0:0.0} texts/s, {1:0} tokens/s, p50 {2:0.0} ms, p99 {3:0.0} ms, mean batch {4:0.0}",
            loop.TextsPerSecond, loop.TokensPerSecond, loop.P50 * 1e3, loop.P99 * 1e3, loop.MeanBatch);
        Print("bare ONNX Runtime, batches of " + batches[0].Length, "{0:0} tokens/s", bare.TokensPerSecond);
        Print("served / bare", "{0:0.00}  (target 0.95)", loop.TokensPerSecond / bare.TokensPerSecond);
        Print("real / padded tokens", "{0:0.00}  (target 0.90; dense layers 1.00)", loop.RealPerPadded);
        Print("concurrency 1", "p50 {0:0.00} ms served, {1:0.00} ms bare: {2:0.00} ms added, text by text  (target 0.3)",
            one.Served, one.Bare, one.Added);
        Print("  of which", "run {0:0.00}, queue {1:0.00}, rest of the server {2:0.00}, transport and client {3:0.00} ms; an empty item is refused in {4:0.00} ms",
            one.Run, one.Queue, one.Front, one.Transport, one.Refused);
        Print("front end", "{0:0.000} ms of CPU a request", front * 1e3);
        Print("memory", "{0:0} MB at rest, {1:0} MB under load", server.RestMegabytes, loaded);
        Print("cold start", "{0:0.0} s to the ready line (on one core)", server.ColdStart.TotalSeconds);
        return 0;
    }

    private static int Option(string[] args, string name, int otherwise)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
    }

    private static void Print(string what, string format, params object[] values) =>
        Console.WriteLine($"{what,-34} {string.Format(CultureInfo.InvariantCulture, format, values)}");
}
