using System.Diagnostics;

namespace Classifier.Benchmarks;

/// <summary>The same work over and over by a fixed number of callers.</summary>
internal static class TimedLoop
{
    /// <param name="work">Is told how often it was called before; one call warms up.</param>
    /// <returns>Calls a second and their median time.</returns>
    public static async Task<(double Rate, double P50)> RunAsync(Func<int, Task> work, int callers, TimeSpan length)
    {
        await work(0);
        var next = 0;
        var clock = Stopwatch.StartNew();
        var loops = Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var times = new List<double>();
            while (clock.Elapsed < length)
            {
                var start = clock.Elapsed;
                await work(Interlocked.Increment(ref next));
                times.Add((clock.Elapsed - start).TotalMilliseconds);
            }
            return times;
        }));
        var times = (await Task.WhenAll(loops)).SelectMany(t => t).Order().ToArray();
        return (times.Length / clock.Elapsed.TotalSeconds, times[times.Length / 2]);
    }
}
