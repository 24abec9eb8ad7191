using Classifier.Cli.Load.Profiles;

namespace Classifier.Cli.Load.Schedules;

/// <summary>A phase whose rates are known in items a second.</summary>
/// <param name="Start">Seconds from the start of the run.</param>
/// <param name="Weights">One a tenant.</param>
/// <param name="Trace">Recorded arrivals in place of the curve.</param>
internal sealed record ScheduledPhase(
    string Name, double Start, double Seconds, RateCurve Curve, Arrivals Arrivals, IReadOnlyList<double> Weights, IReadOnlyList<TracePoint>? Trace, double Speed);

/// <summary>All arrivals of a run, as a function of the profile, the capacity and the seed alone.</summary>
internal sealed class Schedule
{
    private readonly LoadProfile _profile;
    private readonly IReadOnlyList<bool> _positive;

    /// <param name="capacity">Items a second; used where a rate is relative.</param>
    /// <param name="positive">Whether each item is a positive one.</param>
    /// <param name="traces">Recorded arrivals by file.</param>
    public Schedule(LoadProfile profile, double capacity, IReadOnlyList<bool> positive, Func<string, IReadOnlyList<TracePoint>> traces)
    {
        (_profile, _positive) = (profile, positive);
        var start = 0.0;
        var phases = new List<ScheduledPhase>();
        foreach (var plan in profile.Phases)
        {
            var seconds = plan.For.TotalSeconds;
            var weights = profile.Tenants.Select(t => plan.Weights.TryGetValue(t.Name, out var w) ? w : t.Weight).ToArray();
            phases.Add(new(plan.Name, start, seconds, Curve(plan, capacity), plan.Arrivals, weights, plan.Trace is { } file ? traces(file) : null, plan.Speed));
            start += seconds;
        }
        (Phases, Seconds) = (phases, start);
    }

    public IReadOnlyList<ScheduledPhase> Phases { get; }
    public double Seconds { get; }

    /// <summary>Expected number of arrivals.</summary>
    public double Total => Phases.Sum(p => p.Trace?.Count ?? p.Curve.Total);

    /// <summary>In order of time; the same on every call.</summary>
    public IEnumerable<Arrival> Arrivals()
    {
        for (var i = 0; i < Phases.Count; i++)
        {
            var phase = Phases[i];
            // Streams of their own, so that a phase is the same whatever stands before it.
            var (times, choices) = (new Random(Mix(_profile.Seed, 2 * i)), new Random(Mix(_profile.Seed, 2 * i + 1)));
            var picker = new ItemPicker(_positive, choices);
            foreach (var (at, named) in phase.Trace is null ? Times(phase, times).Select(t => (t, (string?)null)) : Recorded(phase))
            {
                var tenant = named is null ? Pick(phase.Weights, choices) : IndexOf(named);
                yield return new(phase.Start + at, i, tenant, picker.Next(_profile.Tenants[tenant].Attacks));
            }
        }
    }

    /// <summary>
    /// A Poisson process of any rate is one of rate 1 seen through the inverse of the expected count (Çinlar, 1975, 4.7).
    /// </summary>
    private static IEnumerable<double> Times(ScheduledPhase phase, Random random)
    {
        var poisson = phase.Arrivals == Profiles.Arrivals.Poisson;
        for (var expected = poisson ? Exponential(random) : 0.5; expected < phase.Curve.Total; expected += poisson ? Exponential(random) : 1)
            yield return phase.Curve.TimeOf(expected);
    }

    private static IEnumerable<(double, string?)> Recorded(ScheduledPhase phase) =>
        phase.Trace!.Select(p => (p.Seconds / phase.Speed, p.Tenant)).TakeWhile(p => p.Item1 < phase.Seconds);

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    private static int Pick(IReadOnlyList<double> weights, Random random)
    {
        var at = random.NextDouble() * weights.Sum();
        var last = 0;
        for (var i = 0; i < weights.Count; i++)
        {
            if (weights[i] <= 0) continue;
            last = i;
            if ((at -= weights[i]) < 0) return i;
        }
        return last;
    }

    private int IndexOf(string tenant)
    {
        for (var i = 0; i < _profile.Tenants.Count; i++)
            if (_profile.Tenants[i].Name == tenant) return i;
        throw new ArgumentException("The trace names a tenant that the profile does not have.", nameof(tenant));
    }

    private static RateCurve Curve(PhasePlan plan, double capacity)
    {
        var (from, to, seconds) = (plan.Rate.PerSecond(plan.Rate.Value, capacity), plan.Rate.PerSecond(plan.To, capacity), plan.For.TotalSeconds);
        return plan.Shape switch
        {
            PhaseShape.Ramp => RateCurve.Ramp(from, to, seconds),
            PhaseShape.Sawtooth => RateCurve.Sawtooth(from, to, seconds, plan.Period.TotalSeconds),
            _ => RateCurve.Constant(from, seconds),
        };
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): near seeds give unrelated streams.</summary>
    private static int Mix(int seed, int stream)
    {
        var z = (ulong)(uint)seed * 0x9E3779B97F4A7C15 + ((ulong)(uint)stream + 1) * 0xD1B54A32D192ED03;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) & int.MaxValue);
    }
}
