namespace Classifier.Client.Retry;

/// <summary>
/// When refused calls are sent again. Only UNAVAILABLE and a RESOURCE_EXHAUSTED that names a time to wait are: everything
/// else would be refused again for the same reason.
/// </summary>
public sealed record RetryOptions
{
    /// <summary>Attempts a call, the first included; 1 never retries.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>Attempts a call that may find no server at all, the first included.</summary>
    public int MaxUnreachable { get; init; } = 4;

    /// <summary>Upper bound of the first pause; it doubles with every attempt.</summary>
    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Where the doubling ends.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Retries that the client may make in a row, over all its calls. Every retry takes one token.</summary>
    public int Budget { get; init; } = 10;

    /// <summary>Tokens that a successful call gives back, 0 to 1: the long-run share of retries among calls.</summary>
    public double BudgetRefill { get; init; } = 0.1;

    /// <summary>For measurements, where a refused item has to be judged all the same: tries until the time-out while a server answers.</summary>
    public static RetryOptions UntilTimeout { get; } = new() { MaxAttempts = int.MaxValue, Budget = int.MaxValue };

    internal void Validate()
    {
        if (MaxAttempts < 1) throw new ArgumentOutOfRangeException(nameof(MaxAttempts), "A call needs at least one attempt.");
        if (MaxUnreachable < 1) throw new ArgumentOutOfRangeException(nameof(MaxUnreachable), "A call needs at least one attempt.");
        if (InitialBackoff <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(InitialBackoff), "The first pause must be above zero.");
        if (MaxBackoff < InitialBackoff) throw new ArgumentOutOfRangeException(nameof(MaxBackoff), "The longest pause must not be below the first.");
        if (Budget < 0) throw new ArgumentOutOfRangeException(nameof(Budget), "The budget must not be negative.");
        if (!(BudgetRefill is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(BudgetRefill), "The refill lies between 0 and 1.");
    }
}
