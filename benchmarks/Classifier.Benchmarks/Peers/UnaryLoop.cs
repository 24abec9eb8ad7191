using System.Diagnostics;
using Classifier.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Classifier.Benchmarks.Peers;

/// <summary>A fixed number of callers on unary calls, which every peer answers; each sends its next text when it has its answer.</summary>
internal static class UnaryLoop
{
    /// <param name="tenants">The callers are spread over so many.</param>
    public static async Task<LoopResult> RunAsync(Uri address, IReadOnlyList<string> texts, int callers, double seconds, int tenants = 1)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new ClassifierService.ClassifierServiceClient(channel);
        var times = new List<double>();
        var labels = new Dictionary<int, string>();
        long real = 0, padded = 0;
        var next = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => LoopAsync(new Metadata { { "x-tenant", $"tenant-{caller % tenants}" } }))));
        times.Sort();
        return new(callers, times.Count / clock.Elapsed.TotalSeconds, times[times.Count / 2] * 1e3, times[(int)(times.Count * 0.99)] * 1e3,
            padded == 0 ? 1 : (double)real / padded, labels);

        async Task LoopAsync(Metadata headers)
        {
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                var text = Interlocked.Increment(ref next) % texts.Count;
                var start = clock.Elapsed;
                var reply = await client.ClassifyAsync(new ClassifyRequest { Item = new Item { Parts = { new Part { Text = texts[text] } } } }, headers);
                lock (times)
                {
                    times.Add((clock.Elapsed - start).TotalSeconds);
                    labels[text] = string.Join(' ', reply.Results.OrderBy(r => r.Task, StringComparer.Ordinal).Select(r => $"{r.Task}:{r.Decision}"));
                    real += reply.Timings.RealTokens;
                    padded += reply.Timings.PaddedTokens;
                }
            }
        }
    }
}

/// <param name="Labels">Each text's decisions, to see that the peers judge alike.</param>
internal sealed record LoopResult(int Callers, double PerSecond, double P50, double P99, double RealPerPadded, IReadOnlyDictionary<int, string> Labels);
