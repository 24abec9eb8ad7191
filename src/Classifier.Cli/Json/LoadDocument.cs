namespace Classifier.Cli.Json;

/// <summary>
/// Figures of a run or of a part of it. Counts and latencies are those of the requests that were due in that part; rates
/// are those of the answers that came in it.
/// </summary>
internal record LoadFigures
{
    /// <summary>The sum of the next five.</summary>
    public int Offered { get; init; }
    public int Ok { get; init; }
    public int Errors { get; init; }
    public int Shed { get; init; }
    public int Degraded { get; init; }
    public int DeadlineMissed { get; init; }

    /// <summary>Replies a second, whatever stands in them.</summary>
    public double Throughput { get; init; }

    /// <summary>Items a second that ended as <see cref="Ok"/>.</summary>
    public double Goodput { get; init; }

    /// <summary>Latency of verdicts in time, from the moment at which the request was due; null without any.</summary>
    public double? P50Ms { get; init; }
    public double? P95Ms { get; init; }
    public double? P99Ms { get; init; }

    /// <summary>Share of OK replies with the labels of the unloaded run.</summary>
    public double? LabelAgreement { get; init; }

    /// <summary>Share of verdicts that are those of the labels.</summary>
    public double? Accuracy { get; init; }

    public double? MaxMs { get; init; }

    /// <summary>As <see cref="LabelAgreement"/>, of DEGRADED replies.</summary>
    public double? DegradedAgreement { get; init; }

    /// <summary>Arrivals a second.</summary>
    public double OfferedRate { get; init; }

    /// <summary>How long a refusal takes.</summary>
    public double? RefusalP99Ms { get; init; }

    /// <summary>Medians and tails of what the server said.</summary>
    public double? QueueP50Ms { get; init; }
    public double? QueueP99Ms { get; init; }
    public double? RunP50Ms { get; init; }

    /// <summary>Requests a batch, over batches.</summary>
    public double? MeanBatch { get; init; }

    /// <summary>Real tokens by cells of the padded grids.</summary>
    public double? RealPerPadded { get; init; }

    /// <summary>Means of what a server that was started for the run held; null for another, and for the figures of one tenant.</summary>
    public double? MemoryMb { get; init; }
    public double? Threads { get; init; }
    public double? Handles { get; init; }

    /// <summary>Requests by status.</summary>
    public IReadOnlyDictionary<string, int> Statuses { get; init; } = new Dictionary<string, int>();
}

/// <summary>What <c>load --json</c> prints.</summary>
internal sealed record LoadDocument : LoadFigures
{
    private LoadDocument(LoadFigures figures) : base(figures) { }

    [System.Text.Json.Serialization.JsonPropertyOrder(-1)]
    public required string Profile { get; init; }
    public required IReadOnlyList<LoadPart> Phases { get; init; }
    public required IReadOnlyList<LoadPart> Tenants { get; init; }

    /// <summary>Goodput of a closed loop in items a second; null where the profile needs none.</summary>
    public double? Capacity { get; init; }

    /// <summary>Accuracy and median latency without load.</summary>
    public double? UnloadedAccuracy { get; init; }
    public double? UnloadedP50Ms { get; init; }

    /// <summary>Distinct items, and their mean length in tokens.</summary>
    public int Items { get; init; }
    public double MeanTokens { get; init; }
    public double Seconds { get; init; }
    public int Seed { get; init; }
    public DateTimeOffset Started { get; init; }

    /// <summary>By how much the client was late in sending.</summary>
    public double? SendLagP99Ms { get; init; }
    public int ClientDropped { get; init; }
    public required IReadOnlyList<ThresholdRecord> Thresholds { get; init; }
    public required IReadOnlyList<LoadMoment> Timeline { get; init; }

    public static LoadDocument Of(
        LoadFigures figures, string profile, IReadOnlyList<LoadPart> phases, IReadOnlyList<LoadPart> tenants,
        IReadOnlyList<ThresholdRecord> thresholds, IReadOnlyList<LoadMoment> timeline) =>
        new(figures) { Profile = profile, Phases = phases, Tenants = tenants, Thresholds = thresholds, Timeline = timeline };
}

/// <summary>The figures of a phase or of a tenant.</summary>
internal sealed record LoadPart : LoadFigures
{
    private LoadPart(LoadFigures figures) : base(figures) { }

    [System.Text.Json.Serialization.JsonPropertyOrder(-1)]
    public required string Name { get; init; }

    /// <summary>Of a phase: the same of every tenant.</summary>
    public required IReadOnlyList<LoadPart> Tenants { get; init; }

    public static LoadPart Of(string name, LoadFigures figures, IReadOnlyList<LoadPart> tenants) => new(figures) { Name = name, Tenants = tenants };
}

/// <param name="Value">What was found; null where there was nothing to measure, which violates it.</param>
/// <param name="Limit">What it was compared with.</param>
internal sealed record ThresholdRecord(string FailIf, double? Value, double? Limit, bool Violated);

/// <summary>A stretch of the timeline. Latencies by when requests were due, everything else by when it happened.</summary>
/// <param name="Second">Its start.</param>
/// <param name="QueuedItems">Null where the server gave no figures.</param>
internal sealed record LoadMoment(
    double Second, double Seconds, int Offered, int Ok, int Degraded, int Shed, int DeadlineMissed, int Errors,
    double? P50Ms, double? P95Ms, double? P99Ms, double? QueuedItems, double? MeanBatch, double? RealPerPadded, double? MemoryMb,
    int? Threads, int? Handles);
