using Classifier.Cli.Json;
using Classifier.Cli.Load.Profiles;

namespace Classifier.Cli.Load.Report;

/// <summary>The plots of a report.</summary>
internal static class ReportPlots
{
    public static IEnumerable<TimePlot> Of(LoadDocument d, LoadProfile profile)
    {
        double[] seconds = [.. d.Timeline.Select(m => m.Second + m.Seconds / 2)];
        var starts = new List<double> { 0 };
        foreach (var phase in profile.Phases) starts.Add(starts[^1] + phase.For.TotalSeconds);
        yield return Plot("Latency of verdicts by when they were due", "ms", ("p50", m => m.P50Ms), ("p95", m => m.P95Ms), ("p99", m => m.P99Ms));
        yield return Plot(
            "Throughput and goodput against the offered rate", "a second", ("offered", m => m.Offered / m.Seconds), ("good", m => m.Ok / m.Seconds),
            ("answered in time", m => (m.Ok + m.Degraded) / m.Seconds), ("capacity", _ => d.Capacity));
        yield return Plot(
            "What became of requests", "a second", ("ok", m => m.Ok / m.Seconds), ("degraded", m => m.Degraded / m.Seconds), ("shed", m => m.Shed / m.Seconds),
            ("late", m => m.DeadlineMissed / m.Seconds), ("errors", m => m.Errors / m.Seconds));
        yield return Plot("Queue in the server", "items", ("queued", m => m.QueuedItems));
        yield return Plot("Batch size", "items a batch", ("mean", m => m.MeanBatch));
        yield return Plot("Padding waste", "share of padded cells", ("waste", m => 1 - m.RealPerPadded));
        if (d.Timeline.Any(m => m.MemoryMb is not null)) yield return Plot("Memory of the server", "MB", ("resident", m => m.MemoryMb));
        if (d.Timeline.Any(m => m.Threads is not null)) yield return Plot("Threads and handles of the server", "held", ("threads", m => m.Threads), ("handles", m => m.Handles));

        TimePlot Plot(string title, string unit, params (string Name, Func<LoadMoment, double?> Of)[] lines) =>
            new(title, unit, seconds, [.. lines.Select(l => new PlotLine(l.Name, [.. d.Timeline.Select(l.Of)]))], starts);
    }
}
