using Classifier.Core;

namespace Classifier.Inference.Batching.Internal;

/// <summary>How long until work of a tenant would be done, were it admitted now.</summary>
internal sealed class WaitPredictor(BucketShapes shapes, WorkQueue queue, InstanceBoard board, LatencyModel latency, TimeScale scale)
{
    /// <summary>
    /// Later work of a similar length joins batches ahead of what waits here, and one more batch may slip in between. In
    /// simulation at 3 and 10 times capacity 1.0 here lets 5 to 10 % of admitted work expire, 1.3 none and with more
    /// throughput, since nothing runs at the edge of its deadline.
    /// </summary>
    private const double Overtaking = 1.4;

    /// <summary>
    /// Interactive work goes on arriving while bulk work waits, so bulk has no more than its turn for as long as that lasts:
    /// the interactive queue is taken to fill again so many times. In simulation of spikes of 3 and 10 times capacity 13 to
    /// 25 % of the bulk work that was admitted expired without this.
    /// </summary>
    private const double Refilling = 8;

    /// <summary>Seconds until <paramref name="items"/> more of a bucket would be done.</summary>
    /// <param name="crowded">
    /// More interactive work comes than is taken, so its queue is short only because its waiting is bounded, and does not run empty.
    /// </param>
    /// <remarks>
    /// What runs, plus what waits in batches as full as can be. Among tenants the round robin serves each other one at most as
    /// much as this one, so that part of a class's cost counts. List scheduling on m instances ends by
    /// work / m + (1 - 1/m) · the last batch (Graham, 1969).
    /// </remarks>
    public double Finish(long now, WorkClass cls, string tenant, long cost, int bucket, int items, bool crowded = false)
    {
        var known = latency.Current;
        var own = queue.Of(cls);
        var work = Work(own, known, bucket, items, out var largest);
        var batch = known.Predict(Math.Min(shapes.Full(bucket), own.Counts[bucket] + items), shapes.Length(bucket));
        work = Math.Max(work * FairPart(own, tenant, cost), Math.Min(work, batch + largest));
        if (cls == WorkClass.Batch)
        {
            var interactive = Work(queue.Interactive, known, -1, 0, out _);
            var turns = (BatchFormer.BulkTurn - 1) * work;
            work += Math.Max(interactive, crowded ? turns : Math.Min(turns, Refilling * interactive));
        }
        else if (queue.Bulk.Count > 0 && queue.BulkHasAged(now))
        {
            var bulk = Work(queue.Bulk, known, -1, 0, out var turn);
            work += Math.Min(bulk, work / 3 + turn);
        }
        var m = board.Count;
        var ahead = Math.Max(0, work - batch);
        var overtaken = ahead * (Overtaking - 1) + Math.Min(ahead, largest);
        return (scale.Seconds(board.Remaining(now)) + work + overtaken) / m + batch * (m - 1) / m;
    }

    /// <summary>Seconds until all that is here would be done.</summary>
    public double Drain(long now)
    {
        var known = latency.Current;
        var work = Work(queue.Interactive, known, -1, 0, out _) + Work(queue.Bulk, known, -1, 0, out _);
        return (scale.Seconds(board.Remaining(now)) + work) / board.Count;
    }

    private double Work(ClassQueue of, LatencyCoefficients known, int bucket, int items, out double largest)
    {
        double sum = 0;
        largest = 0;
        var counts = of.Counts;
        for (var k = 0; k < counts.Length; k++)
        {
            var n = counts[k] + (k == bucket ? items : 0);
            if (n == 0) continue;
            sum += shapes.Work(k, n, known);
            largest = Math.Max(largest, known.Predict(Math.Min(n, shapes.Full(k)), shapes.Length(k)));
        }
        return sum;
    }

    private static double FairPart(ClassQueue of, string tenant, long cost)
    {
        var mine = of.CostOf(tenant) + cost;
        var served = (double)mine;
        foreach (var other in of.Tenants)
            if (!string.Equals(other.Tenant, tenant, StringComparison.Ordinal)) served += Math.Min(other.Cost, mine);
        return served / (of.Cost + cost);
    }
}
