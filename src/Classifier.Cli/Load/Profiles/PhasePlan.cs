namespace Classifier.Cli.Load.Profiles;

/// <summary>A stretch of the run.</summary>
internal sealed record PhasePlan
{
    public required string Name { get; init; }
    public required TimeSpan For { get; init; }
    public PhaseShape Shape { get; init; } = PhaseShape.Constant;
    public Arrivals Arrivals { get; init; } = Arrivals.Poisson;

    /// <summary>At the start.</summary>
    public Rate Rate { get; init; }

    /// <summary>At the end of a ramp, at the top of a sawtooth, on the last step; in the unit of <see cref="Rate"/>.</summary>
    public double To { get; init; }

    /// <summary>Of one tooth.</summary>
    public TimeSpan Period { get; init; }

    public int Steps { get; init; } = 1;

    /// <summary>Weights of tenants in this phase alone.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>File of recorded arrivals.</summary>
    public string? Trace { get; init; }

    /// <summary>How much faster than recorded; above 0.</summary>
    public double Speed { get; init; } = 1;
}

/// <summary>How the rate moves within a phase.</summary>
internal enum PhaseShape
{
    Constant,
    Ramp,
    Steps,
    Sawtooth,
    Trace,
}

/// <summary>How arrivals lie around the rate.</summary>
internal enum Arrivals
{
    /// <summary>Independent of each other.</summary>
    Poisson,

    /// <summary>At equal distances.</summary>
    Even,
}

/// <summary>Items a second, or a multiple of the capacity.</summary>
internal readonly record struct Rate(double Value, bool OfCapacity)
{
    /// <param name="capacity">Items a second; used where the rate is relative.</param>
    public double PerSecond(double value, double capacity) => OfCapacity ? value * capacity : value;
}
