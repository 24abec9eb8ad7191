using Classifier.Cli.Json;
using Classifier.Cli.Load.Run;

namespace Classifier.Cli.Load.Report;

/// <summary>The run cut into equal stretches of at least a second.</summary>
internal static class Timeline
{
    private const int MostMoments = 300;

    public static IReadOnlyList<LoadMoment> Of(LoadResult result)
    {
        var width = Math.Max(1, Math.Ceiling(result.Seconds / MostMoments));
        var count = Math.Max(1, (int)Math.Ceiling(result.Seconds / width));
        var due = result.Outcomes.ToLookup(o => Bin(o.Arrival.Seconds));
        var done = result.Outcomes.ToLookup(o => Bin(o.Done));
        var stats = result.Stats.ToLookup(s => Bin(s.Seconds));
        var moments = new List<LoadMoment>();
        StatsSample? before = result.Stats.Count > 0 ? result.Stats[0] : null;
        for (var i = 0; i < count; i++)
        {
            var latency = Percentiles.Of(due[i].Where(o => o.HasVerdict).Select(o => o.Latency));
            var samples = stats[i].ToArray();
            var (batch, fill) = (default(double?), default(double?));
            if (samples.Length > 0)
            {
                var last = samples[^1];
                if (before is { } b)
                    (batch, fill) = (FigureSums.Ratio(last.Items - b.Items, last.Batches - b.Batches), FigureSums.Ratio(last.RealCost - b.RealCost, last.PaddedCost - b.PaddedCost));
                before = last;
            }
            moments.Add(new(
                i * width, width, due[i].Count(), Count(i, OutcomeKind.Ok), Count(i, OutcomeKind.Degraded), Count(i, OutcomeKind.Shed),
                Count(i, OutcomeKind.DeadlineMissed), Count(i, OutcomeKind.Error),
                latency.Milliseconds(50), latency.Milliseconds(95), latency.Milliseconds(99),
                samples.Length == 0 ? null : samples.Average(s => s.QueuedItems), batch, fill, samples.Length == 0 ? null : samples[^1].Process?.MemoryMegabytes,
                samples.Length == 0 ? null : samples[^1].Process?.Threads, samples.Length == 0 ? null : samples[^1].Process?.Handles));
        }
        return moments;

        int Bin(double second) => Math.Clamp((int)(second / width), 0, count - 1);
        int Count(int bin, OutcomeKind kind) => done[bin].Count(o => o.Kind == kind);
    }
}
