using Classifier.Cli.Json;
using Classifier.Cli.Load.Run;
using Classifier.Cli.Serving;

namespace Classifier.Cli.Load.Report;

/// <summary>Sums outcomes up.</summary>
internal static class FigureSums
{
    /// <param name="due">The outcomes that are counted.</param>
    /// <param name="came">Outcomes among which the answers of this stretch are: what is admitted at its end is answered after it.</param>
    /// <param name="from">Start in seconds.</param>
    /// <param name="to">End in seconds.</param>
    public static LoadFigures Of(IReadOnlyList<Outcome> due, IEnumerable<Outcome> came, double from, double to)
    {
        var seconds = Math.Max(to - from, 1e-9);
        var (answers, good) = (0, 0);
        foreach (var o in came)
        {
            if (o.Done < from || o.Done >= to) continue;
            if (o.Answered) answers++;
            if (o.Kind == OutcomeKind.Ok) good++;
        }
        var verdicts = due.Where(o => o.HasVerdict).ToArray();
        var latency = Percentiles.Of(verdicts.Select(o => o.Latency));
        var queue = Percentiles.Of(verdicts.Select(o => o.Server.QueueNs / 1e9));
        var ran = verdicts.Where(o => o.Server.BatchSize > 0).ToArray();
        return new()
        {
            Offered = due.Count,
            Ok = Count(due, OutcomeKind.Ok),
            Errors = Count(due, OutcomeKind.Error),
            Shed = Count(due, OutcomeKind.Shed),
            Degraded = Count(due, OutcomeKind.Degraded),
            DeadlineMissed = Count(due, OutcomeKind.DeadlineMissed),
            Throughput = answers / seconds,
            Goodput = good / seconds,
            P50Ms = latency.Milliseconds(50),
            P95Ms = latency.Milliseconds(95),
            P99Ms = latency.Milliseconds(99),
            MaxMs = latency.Milliseconds(100),
            LabelAgreement = Share(due.Where(o => o.Kind == OutcomeKind.Ok).Select(o => o.Agrees)),
            DegradedAgreement = Share(due.Where(o => o.Kind == OutcomeKind.Degraded).Select(o => o.Agrees)),
            Accuracy = Share(verdicts.Select(o => o.Right)),
            OfferedRate = due.Count / seconds,
            RefusalP99Ms = Percentiles.Of(due.Where(o => o.Kind == OutcomeKind.Shed).Select(o => o.Latency)).Milliseconds(99),
            QueueP50Ms = queue.Milliseconds(50),
            QueueP99Ms = queue.Milliseconds(99),
            RunP50Ms = Percentiles.Of(verdicts.Select(o => o.Server.RunNs / 1e9)).Milliseconds(50),
            // Each of the n requests of a batch reports n: the mean over batches is the harmonic mean over requests.
            MeanBatch = ran.Length == 0 ? null : ran.Length / ran.Sum(o => 1.0 / o.Server.BatchSize),
            RealPerPadded = Ratio(ran.Sum(o => (long)o.Server.RealTokens), ran.Sum(o => (long)o.Server.PaddedTokens)),
            Statuses = due.GroupBy(o => o.Status).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()),
        };
    }

    /// <summary>The same with what the server held from one second to another.</summary>
    public static LoadFigures Holding(this LoadFigures figures, IEnumerable<StatsSample> samples, double from, double to)
    {
        var held = samples.Where(s => s.Seconds >= from && s.Seconds < to).Select(s => s.Process).OfType<ProcessFigures>().ToArray();
        return held.Length == 0 ? figures : figures with
        {
            MemoryMb = held.Average(h => h.MemoryMegabytes), Threads = held.Average(h => h.Threads), Handles = held.Average(h => h.Handles),
        };
    }

    public static double? Ratio(long part, long whole) => whole <= 0 ? null : (double)part / whole;

    private static int Count(IReadOnlyList<Outcome> of, OutcomeKind kind) => of.Count(o => o.Kind == kind);

    private static double? Share(IEnumerable<bool?> answers)
    {
        var (yes, all) = (0, 0);
        foreach (var a in answers)
        {
            if (a is not { } known) continue;
            all++;
            if (known) yes++;
        }
        return all == 0 ? null : (double)yes / all;
    }
}
