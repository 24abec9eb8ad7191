namespace Classifier.Client.Retry;

/// <summary>Runs an attempt again while the server's answer, the budget and the time left allow it. Thread-safe.</summary>
internal sealed class Retrier(RetryOptions options, TimeProvider time)
{
    private readonly RetryBudget _budget = new(options.Budget, options.BudgetRefill);

    /// <summary>Runs <paramref name="attempt"/>, which is given the time left.</summary>
    /// <exception cref="ClassifierClientException">
    /// The last refusal, or DEADLINE_EXCEEDED; a wait that would outlast the time left is not begun.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<T> RunAsync<T>(Func<TimeSpan, CancellationToken, Task<T>> attempt, TimeSpan timeout, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var unreachable = 0;
        for (var attempts = 1; ; attempts++)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = timeout - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) throw ClassifierClientException.Late();
            try
            {
                var result = await attempt(left, cancellation).ConfigureAwait(false);
                _budget.Succeeded();
                return result;
            }
            catch (ClassifierClientException e) when (e.IsTransient && attempts < options.MaxAttempts)
            {
                if (e.IsUnreachable && ++unreachable >= options.MaxUnreachable) throw;
                var delay = Backoff.Delay(options, attempts, e.RetryAfter, Random.Shared.NextDouble());
                if (delay >= timeout - time.GetElapsedTime(start) || !_budget.TryTake()) throw;
                await Task.Delay(delay, time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
