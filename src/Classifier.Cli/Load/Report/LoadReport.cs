using Classifier.Cli.Json;
using Classifier.Cli.Load.Limits;
using Classifier.Cli.Load.Run;

namespace Classifier.Cli.Load.Report;

/// <summary>Makes the document of a run.</summary>
internal static class LoadReport
{
    public static LoadDocument Of(LoadResult result, IReadOnlyList<FailCondition> conditions)
    {
        var all = result.Outcomes;
        var whole = FigureSums.Of(all, all, 0, result.Seconds).Holding(result.Stats, 0, result.Seconds);
        var phases = result.Schedule.Phases.Select((phase, i) =>
        {
            var (due, from, to) = (all.Where(o => o.Arrival.Phase == i).ToArray(), phase.Start, phase.Start + phase.Seconds);
            return LoadPart.Of(phase.Name, FigureSums.Of(due, all, from, to).Holding(result.Stats, from, to), ByTenant(result, due, from, to));
        }).ToArray();
        var tenants = ByTenant(result, all, 0, result.Seconds);
        var scopes = new FigureScopes(whole, phases, tenants, result.Capacity);
        return LoadDocument.Of(whole, result.Profile.Name, phases, tenants, [.. conditions.Select(c => c.Check(scopes))], Timeline.Of(result)) with
        {
            Capacity = result.Capacity,
            UnloadedAccuracy = result.Reference.Accuracy,
            UnloadedP50Ms = Percentiles.Of(result.Reference.Latencies).Milliseconds(50),
            Items = result.Reference.Latencies.Count,
            MeanTokens = result.Reference.MeanTokens,
            Seconds = result.Seconds,
            Seed = result.Profile.Seed,
            Started = result.Started,
            SendLagP99Ms = Percentiles.Of(all.Select(o => o.Sent - o.Arrival.Seconds)).Milliseconds(99),
            ClientDropped = all.Count(o => o.Status == Pacer.Dropped),
        };
    }

    private static LoadPart[] ByTenant(LoadResult result, IReadOnlyList<Outcome> due, double from, double to)
    {
        var names = result.Profile.Tenants;
        return
        [
            .. names.Select((tenant, i) => LoadPart.Of(
                tenant.Name,
                FigureSums.Of([.. due.Where(o => o.Arrival.Tenant == i)], result.Outcomes.Where(o => o.Arrival.Tenant == i), from, to), [])),
        ];
    }
}
