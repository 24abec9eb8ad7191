namespace Classifier.Client.Retry;

/// <summary>
/// A token bucket that keeps retries from multiplying an overload: a retry takes a token, a success gives a fraction of
/// one back (retry throttling of gRPC proposal A6). Thread-safe.
/// </summary>
internal sealed class RetryBudget(int capacity, double refill)
{
    private readonly Lock _gate = new();
    private double _tokens = capacity;

    public bool TryTake()
    {
        lock (_gate)
        {
            if (_tokens < 1) return false;
            _tokens -= 1;
            return true;
        }
    }

    public void Succeeded()
    {
        lock (_gate) _tokens = Math.Min(capacity, _tokens + refill);
    }
}
