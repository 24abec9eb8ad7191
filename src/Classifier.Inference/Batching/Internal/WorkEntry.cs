using Classifier.Core;

namespace Classifier.Inference.Batching.Internal;

/// <summary>Where a piece of work is.</summary>
internal enum WorkState
{
    New,
    Queued,

    /// <summary>Cannot meet its deadline any more; runs only where nothing else would.</summary>
    Parked,
    Running,

    /// <summary>Completed, expired, cancelled, shed or refused.</summary>
    Done,
}

/// <summary>What the planner knows of one item. Fields belong to the planner's lock.</summary>
internal abstract class WorkEntry(int length, string tenant, WorkClass cls, long deadline)
{
    public int Length { get; } = length;
    public string Tenant { get; } = tenant;
    public WorkClass Class { get; } = cls;

    /// <summary>Timestamp; <see cref="long.MaxValue"/> for none.</summary>
    public long Deadline { get; } = deadline;

    public WorkState State { get; set; }
    public int Bucket { get; set; }
    public long EnqueuedAt { get; set; }

    /// <summary>Order of service within a tenant: the deadline, or arrival plus the ageing time where that is earlier.</summary>
    public long Due { get; set; }

    /// <summary>Order of arrival, which breaks ties.</summary>
    public long Sequence { get; set; }

    /// <summary>Batches in which later items of its tenant overtook it while it was the head.</summary>
    public int Bypassed { get; set; }

    /// <summary>The last batch that counted in <see cref="Bypassed"/>.</summary>
    public long BypassedIn { get; set; } = -1;

    public TenantQueue? Owner { get; set; }
    public WorkEntry? Previous { get; set; }
    public WorkEntry? Next { get; set; }

    /// <summary>Positions in the two heaps that hold it; -1 for none.</summary>
    internal int DueSlot = -1;
    internal int DeadlineSlot = -1;

    /// <summary>Tells its owner that it won't run or did not. Called once, outside the lock, by whoever ended the entry.</summary>
    public abstract void Fail(Exception reason);
}
