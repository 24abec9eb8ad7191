using Classifier.Core;

namespace Classifier.Inference.Batching.Internal;

/// <summary>All live work: two classes, what is parked, and the deadlines of everything that waits or runs.</summary>
internal sealed class WorkQueue(BatcherOptions options, BucketShapes shapes, TimeScale scale)
{
    private readonly long _ageing = scale.Ticks(options.AgeingAfter);
    private readonly IndexedHeap<ByDeadline> _waiting = new();
    private readonly IndexedHeap<ByDeadline> _others = new();
    private long _sequence;
    private long _parkedCost;

    public ClassQueue Interactive { get; } = new(shapes, options.TokenBudget, options.BypassCap);
    public ClassQueue Bulk { get; } = new(shapes, options.TokenBudget, options.BypassCap);
    public ArrivalList Parked { get; } = new();

    public int Items => Interactive.Count + Bulk.Count + Parked.Count;
    public long Cost => Interactive.Cost + Bulk.Cost + _parkedCost;

    /// <summary>The nearest deadline of work that waits or runs; <see cref="long.MaxValue"/> for none.</summary>
    public long NextDeadline => Math.Min(TightestWaiting, _others.First?.Deadline ?? long.MaxValue);

    /// <summary>The nearest deadline of work that a batch could still meet.</summary>
    public long TightestWaiting => _waiting.First?.Deadline ?? long.MaxValue;

    public ClassQueue Of(WorkClass cls) => cls == WorkClass.Interactive ? Interactive : Bulk;

    /// <summary>The longest-waiting entry that a batch could take.</summary>
    public WorkEntry? Oldest
    {
        get
        {
            WorkEntry? a = Interactive.Arrivals.Oldest, b = Bulk.Arrivals.Oldest;
            return a is null || b is not null && b.EnqueuedAt < a.EnqueuedAt ? b : a;
        }
    }

    public long CostOf(string tenant) => Interactive.CostOf(tenant) + Bulk.CostOf(tenant);

    /// <summary>Whether more than one tenant's <paramref name="mine"/> waits.</summary>
    public bool OthersWait(long mine) => Interactive.Cost + Bulk.Cost > mine;

    /// <summary>Whether bulk work has waited long enough to take turns with interactive work.</summary>
    public bool BulkHasAged(long now) => Bulk.Arrivals.Oldest is { } oldest && now - oldest.EnqueuedAt >= _ageing;

    public void Add(WorkEntry entry, long now)
    {
        entry.Bucket = shapes.Of(entry.Length);
        entry.EnqueuedAt = now;
        entry.Due = Math.Min(entry.Deadline, TimeScale.After(now, _ageing));
        entry.Sequence = _sequence++;
        entry.State = WorkState.Queued;
        Of(entry.Class).Add(entry);
        if (entry.Deadline != long.MaxValue) _waiting.Add(entry);
    }

    /// <summary>Moves a waiting entry into a batch; its deadline goes on counting.</summary>
    public void Take(WorkEntry entry, long batch)
    {
        if (entry.State == WorkState.Parked)
        {
            Unpark(entry);
        }
        else
        {
            Of(entry.Class).Take(entry, batch);
            StopWaiting(entry);
        }
        entry.State = WorkState.Running;
    }

    /// <summary>Sets a waiting entry aside that can't meet its deadline.</summary>
    public void Park(WorkEntry entry)
    {
        Of(entry.Class).Remove(entry);
        StopWaiting(entry);
        Parked.Append(entry);
        _parkedCost += entry.Length;
        entry.State = WorkState.Parked;
    }

    /// <summary>Ends an entry wherever it is; false when it had ended before.</summary>
    public bool End(WorkEntry entry)
    {
        switch (entry.State)
        {
            case WorkState.Queued:
                Of(entry.Class).Remove(entry);
                break;
            case WorkState.Parked:
                Unpark(entry);
                break;
            case WorkState.Running:
                break;
            default:
                return false;
        }
        if (entry.DeadlineSlot >= 0) (entry.State == WorkState.Queued ? _waiting : _others).Remove(entry);
        entry.State = WorkState.Done;
        return true;
    }

    /// <summary>Ends everything whose deadline is reached, waiting or running.</summary>
    public void Expire(long now, List<WorkEntry> expired)
    {
        Expire(_waiting, now, expired);
        Expire(_others, now, expired);
    }

    private void Expire(IndexedHeap<ByDeadline> heap, long now, List<WorkEntry> expired)
    {
        while (heap.First is { } first && first.Deadline <= now)
        {
            End(first);
            expired.Add(first);
        }
    }

    private void StopWaiting(WorkEntry entry)
    {
        if (entry.DeadlineSlot < 0) return;
        _waiting.Remove(entry);
        _others.Add(entry);
    }

    private void Unpark(WorkEntry entry)
    {
        Parked.Remove(entry);
        _parkedCost -= entry.Length;
    }
}
