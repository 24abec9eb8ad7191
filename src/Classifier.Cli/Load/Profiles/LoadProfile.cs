using Classifier.V1;

namespace Classifier.Cli.Load.Profiles;

/// <summary>What a run of <c>load</c> offers: who asks, how often, for what, and what must hold. docs/load.md has the file's form.</summary>
internal sealed record LoadProfile
{
    public required string Name { get; init; }
    public string Description { get; init; } = "";

    /// <summary>Arrival times and choices of content are a function of it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Asked for with every item; the first is the one whose labels count. None: every active task, labels of injection.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = ["injection"];

    public ContentSet Content { get; init; } = ContentSet.Mixed;

    /// <summary>Most distinct items; each is judged once before the load begins.</summary>
    public int Items { get; init; } = 120;

    /// <summary>Most requests on their way at a time; arrivals beyond it are dropped and counted as errors.</summary>
    public int InFlight { get; init; } = 8192;

    /// <summary>Attempts a request, the first included. Above 1 the client's budget and the server's RetryInfo apply.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Pictures among the items, where a manifest of them is given.</summary>
    public ImagePlan Images { get; init; } = new();

    public CalibrationPlan Calibration { get; init; } = new();
    public IReadOnlyList<TenantPlan> Tenants { get; init; } = [new() { Name = "default" }];
    public required IReadOnlyList<PhasePlan> Phases { get; init; }

    /// <summary>What must not be, as <c>--fail-if</c> takes it.</summary>
    public IReadOnlyList<string> Thresholds { get; init; } = [];

    /// <summary>The task whose verdicts are compared with the labels.</summary>
    public string LabelTask => Tasks.Count > 0 ? Tasks[0] : "injection";

    /// <summary>Whether a rate is a multiple of the capacity, so that the capacity has to be found first.</summary>
    public bool NeedsCapacity => Phases.Any(p => p.Rate.OfCapacity);
}

/// <summary>Where texts come from when no file is given.</summary>
internal enum ContentSet
{
    /// <summary>Single messages.</summary>
    Short,

    /// <summary>From one message to some forty in a text.</summary>
    Mixed,

    /// <summary>Texts of several messages: 250 tokens and more on average.</summary>
    Long,
}

/// <summary>Pictures among the items.</summary>
internal sealed record ImagePlan
{
    /// <summary>Their part of the distinct items, 0 to 1.</summary>
    public double Share { get; init; } = 0.25;

    /// <summary>Asked for with every picture; at least one.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = ["deepfake"];
}

/// <summary>How the capacity is found: so many callers, each with its next item as soon as it has the last answer.</summary>
internal sealed record CalibrationPlan
{
    public TimeSpan For { get; init; } = TimeSpan.FromSeconds(8);
    public int Callers { get; init; } = 32;
}

/// <summary>One caller of several.</summary>
internal sealed record TenantPlan
{
    /// <summary>Sent as <c>x-tenant</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its part of the arrivals, relative to the others.</summary>
    public double Weight { get; init; } = 1;

    public Priority Priority { get; init; } = Priority.Interactive;

    /// <summary>Time that a request has from the moment at which it was due.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Chance that an item is a positive one; null takes items as they come.</summary>
    public double? Attacks { get; init; }
}
