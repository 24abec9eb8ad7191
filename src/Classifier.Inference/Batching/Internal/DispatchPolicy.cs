using Classifier.Core;

namespace Classifier.Inference.Batching.Internal;

/// <summary>
/// When to send. A free device waits for company only where that pays: one more item in this run saves it the wait for the
/// next one at the price of holding up the n that are here and itself, so waiting an expected interval τ pays while
/// (n + 1)·τ is less than the fixed cost of a run. On a quiet server that never holds, and nothing is delayed.
/// </summary>
internal sealed class DispatchPolicy(
    BatcherOptions options, BucketShapes shapes, WorkQueue queue, ArrivalRate arrivals, LatencyModel latency, TimeScale scale)
{
    private readonly long _maxDelay = scale.Ticks(options.MaxDelay);
    private readonly long _margin = scale.Ticks(options.SafetyMargin);

    /// <summary>Why to send now, or until when to wait. Something waits in a class queue.</summary>
    /// <param name="otherFree">Instances besides this one that could take the next arrival at once.</param>
    public (DispatchReason? Send, long Until) Decide(long now, int otherFree, bool draining)
    {
        if (draining) return (DispatchReason.Drain, now);
        // With different lengths waiting there is more than one run to do: start on it.
        if (otherFree > 0 || SingleBucket(out var items) is not (>= 0 and var bucket)) return (DispatchReason.Idle, now);
        if (items >= shapes.Full(bucket)) return (DispatchReason.Full, now);
        var known = latency.Current;
        if ((items + 1) * arrivals.Interval(bucket, now) >= known.B) return (DispatchReason.Idle, now);
        var patience = TimeScale.After(queue.Oldest!.EnqueuedAt, _maxDelay);
        if (patience <= now) return (DispatchReason.MaxDelay, now);
        var pays = TimeScale.After(arrivals.Last(bucket), scale.Ticks(known.B / (items + 1)));
        var run = known.Predict(items + 1, shapes.Length(bucket)) * (1 + 2 * known.Spread);
        var tightest = queue.TightestWaiting;
        var latest = tightest == long.MaxValue ? long.MaxValue : tightest - scale.Ticks(run) - _margin;
        if (latest <= now) return (DispatchReason.Deadline, now);
        return (null, Math.Max(now + 1, Math.Min(Math.Min(pays, patience), latest)));
    }

    /// <summary>The only bucket in which something waits, and how much; -1 where there are several.</summary>
    private int SingleBucket(out int items)
    {
        ReadOnlySpan<int> a = queue.Interactive.Counts, b = queue.Bulk.Counts;
        items = 0;
        var only = -1;
        for (var k = 0; k < a.Length; k++)
        {
            if (a[k] + b[k] == 0) continue;
            if (only >= 0) return -1;
            only = k;
            items = a[k] + b[k];
        }
        return only;
    }
}
