using System.Diagnostics;
using Classifier.Client;
using Classifier.V1;

namespace Classifier.Benchmarks.EndToEnd;

/// <summary>A fixed number of callers, each with its next text as soon as it has the last answer.</summary>
internal static class ClosedLoop
{
    public static async Task<LoopFigures> RunAsync(ClassifierClient client, IReadOnlyList<string> texts, int callers, double seconds)
    {
        var answers = new List<(double Seconds, Timings Timings)>();
        var next = -1;
        await using var session = client.OpenSession(callers);
        var clock = Stopwatch.StartNew();
        var loops = Enumerable.Range(0, callers).Select(_ => Task.Run(LoopAsync)).ToArray();
        await Task.WhenAll(loops);
        return LoopFigures.Of(answers, clock.Elapsed.TotalSeconds);

        async Task LoopAsync()
        {
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                var text = texts[Interlocked.Increment(ref next) % texts.Count];
                var start = clock.Elapsed;
                var reply = await session.ClassifyAsync(new ClassifyRequest { Item = new Item { Parts = { new Part { Text = text } } } });
                lock (answers) answers.Add(((clock.Elapsed - start).TotalSeconds, reply.Timings));
            }
        }
    }
}

/// <summary>What a closed loop gave.</summary>
internal sealed record LoopFigures(
    int Answers, double TextsPerSecond, double TokensPerSecond, double P50, double P99, double RealPerPadded, double MeanBatch)
{
    public static LoopFigures Of(List<(double Seconds, Timings Timings)> answers, double seconds)
    {
        var times = answers.Select(a => a.Seconds).Order().ToArray();
        long real = answers.Sum(a => (long)a.Timings.RealTokens), padded = answers.Sum(a => (long)a.Timings.PaddedTokens);
        // A batch of n is reported by each of its n items: the mean over batches is the harmonic mean over items.
        var mean = answers.Count / answers.Sum(a => 1.0 / Math.Max(1, a.Timings.BatchSize));
        return new LoopFigures(answers.Count, answers.Count / seconds, real / seconds, times[times.Length / 2],
            times[(int)(times.Length * 0.99)], (double)real / padded, mean);
    }
}
