using Classifier.Cli.Load.Content;
using Classifier.Cli.Load.Live;
using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Load.Schedules;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Load.Run;

/// <summary>Everything that a run found.</summary>
/// <param name="Capacity">Items a second; null where nobody asked for it.</param>
/// <param name="Calibration">Null where the capacity was given or not needed.</param>
/// <param name="Seconds">From the first moment of the schedule to the last answer.</param>
internal sealed record LoadResult(
    LoadProfile Profile, Schedule Schedule, double? Capacity, CalibrationResult? Calibration, Reference Reference,
    IReadOnlyList<Outcome> Outcomes, IReadOnlyList<StatsSample> Stats, double Seconds, DateTimeOffset Started);

/// <summary>The whole run: verdicts without load, the capacity where the profile needs it, then the load.</summary>
internal sealed class LoadRun(LoadProfile profile, IReadOnlyList<LoadItem> items, LoadTarget target, LoadView view, TimeProvider time)
{
    /// <param name="capacity">Where it is known already.</param>
    /// <param name="traces">Recorded arrivals by file.</param>
    public async Task<LoadResult> RunAsync(double? capacity, Func<string, IReadOnlyList<TracePoint>> traces, CancellationToken cancellation)
    {
        bool[] positive = [.. items.Select(i => i.Positive)];
        view.Say($"judging {items.Count} items without load");
        var reference = await Reference.MeasureAsync(target.Patient, items, time, cancellation);
        CalibrationResult? calibration = null;
        if (capacity is null && profile.NeedsCapacity)
        {
            view.Say($"finding the capacity: {profile.Calibration.Callers} callers for {profile.Calibration.For.TotalSeconds:0.#} s");
            calibration = await Calibration.RunAsync(target.SendAsync, profile, positive, time, cancellation);
            capacity = calibration.Capacity;
        }
        var schedule = new Schedule(profile, capacity ?? 0, positive, traces);
        if (schedule.Total > ProfileReader.MostArrivals) throw CliException.Usage("the profile has too many arrivals at this capacity; at most 5 million.");

        var started = time.GetUtcNow();
        var clock = new RunClock(time);
        var log = new OutcomeLog();
        var (pacer, sender, watch) = (new Pacer(clock, log, profile.InFlight), new Sender(target, profile, reference, clock), new StatsWatch(target, clock));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = watch.RunAsync(end.Token);
        var showing = view.ShowAsync(new(schedule, capacity, clock, log, pacer, watch), end.Token);
        try
        {
            await pacer.RunAsync(schedule.Arrivals(), a => sender.SendAsync(a, cancellation), cancellation);
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(watching, showing);
        }
        return new(
            profile, schedule, capacity, calibration, reference, log.From(0), watch.Samples, Math.Max(schedule.Seconds, clock.Seconds), started);
    }
}
