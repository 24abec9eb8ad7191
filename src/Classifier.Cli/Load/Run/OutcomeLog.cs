namespace Classifier.Cli.Load.Run;

/// <summary>All outcomes so far. Thread-safe.</summary>
internal sealed class OutcomeLog
{
    private readonly Lock _gate = new();
    private readonly List<Outcome> _outcomes = [];
    private long _offered;

    /// <summary>Arrivals that were due.</summary>
    public long Offered => Interlocked.Read(ref _offered);

    public void Due() => Interlocked.Increment(ref _offered);

    public void Add(in Outcome outcome)
    {
        lock (_gate) _outcomes.Add(outcome);
    }

    /// <summary>Outcomes from an index on.</summary>
    public IReadOnlyList<Outcome> From(int index)
    {
        lock (_gate) return _outcomes.GetRange(index, _outcomes.Count - index);
    }
}
