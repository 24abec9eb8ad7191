using Classifier.Cli.Load.Report;
using Classifier.Cli.Load.Run;

namespace Classifier.Cli.Load.Live;

/// <summary>What happened since the last look.</summary>
internal sealed record LiveWindow(
    double Second, string Phase, double OfferedRate, double Goodput, double ShedRate, double MissedRate, double ErrorRate, double? P50Ms, double? P99Ms, int InFlight, int? Queued);

/// <summary>Looks at a running load, each time at what is new.</summary>
internal sealed class LiveReader(LiveState state)
{
    private int _seen;
    private long _offered;
    private double _second;

    public LiveWindow Read()
    {
        var (now, fresh, offered) = (state.Clock.Seconds, state.Log.From(_seen), state.Log.Offered);
        var seconds = Math.Max(now - _second, 1e-3);
        var latency = Percentiles.Of(fresh.Where(o => o.HasVerdict).Select(o => o.Latency));
        var phase = state.Schedule.Phases.LastOrDefault(p => p.Start <= now)?.Name ?? "";
        var window = new LiveWindow(
            now, now > state.Schedule.Seconds ? "waiting for the last answers" : phase, (offered - _offered) / seconds, Rate(OutcomeKind.Ok), Rate(OutcomeKind.Shed),
            Rate(OutcomeKind.DeadlineMissed), Rate(OutcomeKind.Error), latency.Milliseconds(50), latency.Milliseconds(99), state.Pacer.InFlight, state.Watch.Latest?.QueuedItems);
        (_seen, _offered, _second) = (_seen + fresh.Count, offered, now);
        return window;

        double Rate(OutcomeKind kind) => fresh.Count(o => o.Kind == kind) / seconds;
    }
}
