using Classifier.Cli.Json;

namespace Classifier.Cli.Load.Limits;

/// <summary>Finds a figure by the name that a threshold gives it.</summary>
internal sealed class FigureScopes(LoadFigures whole, IReadOnlyList<LoadPart> phases, IReadOnlyList<LoadPart> tenants, double? capacity)
{
    /// <summary>The scope that means the whole run.</summary>
    public const string Run = "run";
    public const string Capacity = "capacity";

    private static readonly Dictionary<string, Func<LoadFigures, double?>> Metrics = new(StringComparer.Ordinal)
    {
        ["offered"] = f => f.Offered,
        ["ok"] = f => f.Ok,
        ["errors"] = f => f.Errors,
        ["shed"] = f => f.Shed,
        ["degraded"] = f => f.Degraded,
        ["deadline_missed"] = f => f.DeadlineMissed,
        ["offered_rate"] = f => f.OfferedRate,
        ["throughput"] = f => f.Throughput,
        ["goodput"] = f => f.Goodput,
        ["p50_ms"] = f => f.P50Ms,
        ["p95_ms"] = f => f.P95Ms,
        ["p99_ms"] = f => f.P99Ms,
        ["max_ms"] = f => f.MaxMs,
        ["refusal_p99_ms"] = f => f.RefusalP99Ms,
        ["label_agreement"] = f => f.LabelAgreement,
        ["degraded_agreement"] = f => f.DegradedAgreement,
        ["accuracy"] = f => f.Accuracy,
        ["real_per_padded"] = f => f.RealPerPadded,
        ["memory_mb"] = f => f.MemoryMb,
        ["threads"] = f => f.Threads,
        ["handles"] = f => f.Handles,
    };

    public static IReadOnlyCollection<string> MetricNames => Metrics.Keys;

    /// <summary>The figure; null where there was nothing to measure.</summary>
    public double? Find(FigureName name)
    {
        if (name.Metric == Capacity) return capacity;
        var parts = name.Phase is null or Run ? tenants : phases.Single(p => p.Name == name.Phase).Tenants;
        LoadFigures figures = name.Tenant is { } tenant ? parts.Single(t => t.Name == tenant)
            : name.Phase is null or Run ? whole : phases.Single(p => p.Name == name.Phase);
        return Metrics[name.Metric](figures);
    }
}

/// <summary>A figure's name: <c>[PHASE[/TENANT].]METRIC</c>.</summary>
/// <param name="Phase">Null or <see cref="FigureScopes.Run"/> for the whole run.</param>
/// <param name="Tenant">Null for all together.</param>
internal readonly record struct FigureName(string? Phase, string? Tenant, string Metric);
