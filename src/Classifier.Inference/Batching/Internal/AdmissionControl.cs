using Classifier.Core;

namespace Classifier.Inference.Batching.Internal;

/// <summary>The two gates: bounds of the queue and of a tenant's part in it, and whether a deadline can be met.</summary>
internal sealed class AdmissionControl(
    BatcherOptions options, BucketShapes shapes, WorkQueue queue, InstanceBoard board, WaitPredictor waits, LatencyModel latency, TimeScale scale)
{
    /// <summary>An idle device tries work that it believes to be too slow this often, so that a wrong belief can't last.</summary>
    private const double ProbeSeconds = 1;

    /// <summary>But only where the belief would have to be wrong by no more than this.</summary>
    private const double ProbeFactor = 4;

    /// <summary>One part in so many of the queue is kept for tenants that hold less than that.</summary>
    private const int Newcomers = 8;

    private readonly BoundRatio _ratio = new();
    private readonly Dictionary<string, int> _preparing = new(StringComparer.Ordinal);
    private readonly int _tenantTickets = Math.Max(1, (int)(options.TenantShare * options.MaxPreparing));
    private readonly long _lowCost = (long)(options.LowWatermark * options.QueueCost);
    private readonly long _reserve = options.QueueCost / Newcomers;
    private readonly Watermarks[] _marks =
    [
        new(options.QueueCost, options.LowWatermark), new(options.QueueCost - options.QueueCost / Newcomers, options.LowWatermark),
        new(options.QueueCost, options.LowWatermark), new(options.QueueCost - options.QueueCost / Newcomers, options.LowWatermark),
    ];

    private readonly long _crowdedFor = scale.Ticks(options.AgeingAfter);
    private long? _lastTurnedAway;

    public int Preparing { get; private set; }

    /// <summary>When a run was last measured.</summary>
    public long LastRun { get; set; }

    /// <summary>Gate 1. On success a ticket is out, to be given back by <see cref="Return"/>.</summary>
    public Refusal TryPrepare(in AdmissionRequest request, long now)
    {
        var held = _preparing.GetValueOrDefault(request.Tenant);
        if (Preparing >= options.MaxPreparing) return new(ErrorKind.Overloaded, Shortly(now));
        if (held >= _tenantTickets) return new(ErrorKind.QuotaExceeded, Shortly(now));
        if (request.Deadline <= now) return new(ErrorKind.DeadlineExceeded);
        var cost = Math.Max(1, (long)(request.Cost * _ratio.Value));
        var refusal = Room(request.Tenant, request.Class, cost, now);
        if (refusal.Refused) return refusal;
        refusal = IsIdle ? InTime(now, latency.Predict(1, shapes.Length(0)), request.Deadline) : InTurn(now, request, cost);
        if (refusal.Refused) return refusal;
        _ratio.Bounded(request.Cost);
        _preparing[request.Tenant] = held + 1;
        Preparing++;
        return Refusal.None;
    }

    /// <summary>A ticket comes back.</summary>
    public void Return(string tenant)
    {
        Preparing--;
        if (_preparing[tenant] == 1) _preparing.Remove(tenant);
        else _preparing[tenant]--;
    }

    /// <summary>Gate 2: the exact cost. Bulk work that has to make room is ended and handed out.</summary>
    public Refusal TryEnter(WorkEntry entry, long now, List<WorkEntry> evicted)
    {
        _ratio.Measured(entry.Length);
        if (entry.Deadline <= now) return new(ErrorKind.DeadlineExceeded);
        var refusal = Room(entry.Tenant, entry.Class, entry.Length, now);
        if (refusal.Refused) return refusal;
        var bucket = shapes.Of(entry.Length);
        var finish = waits.Finish(now, entry.Class, entry.Tenant, entry.Length, bucket, 1, IsCrowded(now));
        refusal = InTime(now, finish, entry.Deadline);
        if (refusal.Refused && !MayProbe(now, finish, entry.Deadline)) return refusal;
        while (queue.Cost + entry.Length > options.QueueCost && queue.Bulk.Arrivals.Newest is { } newest)
        {
            queue.End(newest);
            evicted.Add(newest);
        }
        return Refusal.None;
    }

    /// <summary>When evicted work may come back.</summary>
    public Refusal Evicted(long now) => new(ErrorKind.Overloaded, Relief(now));

    /// <summary>Interactive work was turned away for the wait a moment ago.</summary>
    private bool IsCrowded(long now) => _lastTurnedAway is { } last && now - last < _crowdedFor;

    private bool IsIdle => board.Free > 0 && queue.Items == 0;

    /// <summary>
    /// Bulk work sees the whole queue; interactive work only its own kind, since bulk work yields to it. The last part of the
    /// queue is for tenants that hold little of it, so that one who came first can't lock the others out.
    /// </summary>
    private Refusal Room(string tenant, WorkClass cls, long cost, long now)
    {
        var mine = queue.CostOf(tenant);
        if (mine > 0 && mine + cost > options.TenantShare * options.QueueCost && queue.OthersWait(mine))
            return new(ErrorKind.QuotaExceeded, Relief(now));
        var level = cls == WorkClass.Batch ? queue.Cost : queue.Cost - queue.Bulk.Cost;
        var marks = _marks[(cls == WorkClass.Batch ? 2 : 0) + (mine + cost > _reserve && mine > 0 ? 1 : 0)];
        return marks.Refuses(level, cost) ? new(ErrorKind.Overloaded, Relief(now)) : Refusal.None;
    }

    private Refusal InTurn(long now, in AdmissionRequest request, long cost)
    {
        var first = (int)Math.Min(cost, shapes.Longest);
        var bucket = shapes.Of(first);
        var items = (int)Math.Min(int.MaxValue, (cost + shapes.Longest - 1) / shapes.Longest);
        var finish = waits.Finish(now, request.Class, request.Tenant, cost, bucket, items, IsCrowded(now));
        var refusal = InTime(now, finish, request.Deadline);
        if (refusal.Refused || request.Class == WorkClass.Batch || options.MaxWait is not { } most) return refusal;
        // Its first item's turn: a long text is not refused for being long.
        if (items > 1) finish = waits.Finish(now, request.Class, request.Tenant, first, bucket, 1);
        var turn = finish - shapes.Work(bucket, 1, latency.Current);
        if (turn <= most.TotalSeconds) return Refusal.None;
        _lastTurnedAway = now;
        return new(ErrorKind.Overloaded, turn - most.TotalSeconds);
    }

    private Refusal InTime(long now, double seconds, long deadline)
    {
        if (deadline == long.MaxValue) return Refusal.None;
        var late = seconds * (1 + latency.Current.Spread) + options.SafetyMargin.TotalSeconds - scale.Seconds(deadline - now);
        return late > 0 ? new(ErrorKind.DeadlineUnmeetable, late) : Refusal.None;
    }

    private bool MayProbe(long now, double seconds, long deadline)
    {
        if (!IsIdle || scale.Seconds(now - LastRun) < ProbeSeconds || scale.Seconds(deadline - now) * ProbeFactor < seconds) return false;
        LastRun = now;
        return true;
    }

    /// <summary>Seconds until the queue is down to the low watermark.</summary>
    private double Relief(long now) => waits.Drain(now) * (1 - (queue.Cost > 0 ? Math.Min(1, (double)_lowCost / queue.Cost) : 0));

    /// <summary>Tickets come back at the pace of preparation, which isn't known here: the time of a typical wait.</summary>
    private double Shortly(long now) => waits.Drain(now) / 2;
}
