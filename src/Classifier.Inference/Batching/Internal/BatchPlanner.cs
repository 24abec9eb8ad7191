using Classifier.Core;

namespace Classifier.Inference.Batching.Internal;

/// <summary>
/// The decisions of a batcher as one state machine without threads or clocks: every time is a timestamp that comes in.
/// Not thread-safe.
/// </summary>
internal sealed class BatchPlanner
{
    private readonly BatcherOptions _options;
    private readonly BucketShapes _shapes;
    private readonly TimeScale _scale;
    private readonly WorkQueue _queue;
    private readonly InstanceBoard _board;
    private readonly ArrivalRate _arrivals;
    private readonly BatchFormer _former;
    private readonly DispatchPolicy _policy;
    private readonly WaitPredictor _waits;
    private readonly AdmissionControl _admission;

    public BatchPlanner(BatcherOptions options, int instances, LatencyModel latency, long frequency)
    {
        _options = options;
        Latency = latency;
        _shapes = new(options);
        _scale = new(frequency);
        _queue = new(options, _shapes, _scale);
        _board = new(instances);
        _arrivals = new(_shapes.Count, frequency);
        _former = new(options, _shapes, _queue, latency, _scale);
        _policy = new(options, _shapes, _queue, _arrivals, latency, _scale);
        _waits = new(_shapes, _queue, _board, latency, _scale);
        _admission = new(options, _shapes, _queue, _board, _waits, latency, _scale);
    }

    public LatencyModel Latency { get; }
    public BucketShapes Shapes => _shapes;
    public TimeScale Scale => _scale;
    public bool Draining { get; private set; }
    public int Items => _queue.Items;
    public long Cost => _queue.Cost;
    public int Preparing => _admission.Preparing;
    public int FreeInstances => _board.Free;

    /// <summary>Nothing waits, runs or is being prepared.</summary>
    public bool IsEmpty => _queue.Items == 0 && _board.Busy == 0 && _admission.Preparing == 0;

    /// <summary>When <see cref="Expire"/> has to be called next; <see cref="long.MaxValue"/> for never.</summary>
    public long NextDeadline => _queue.NextDeadline;

    /// <summary>How long the oldest waiting item has waited.</summary>
    public long OldestAge(long now) => _queue.Oldest is { } oldest ? now - oldest.EnqueuedAt : 0;

    /// <summary>Gate 1.</summary>
    public Refusal TryPrepare(in AdmissionRequest request, long now)
    {
        _shapes.Learn(Latency.Current);
        return Draining ? new(ErrorKind.ShuttingDown, _waits.Drain(now)) : _admission.TryPrepare(request, now);
    }

    /// <summary>Takes a ticket of gate 1 back.</summary>
    public void Return(string tenant) => _admission.Return(tenant);

    /// <summary>Gate 2. Evicted bulk work is added to <paramref name="evicted"/>. While draining, work whose ticket is out still enters.</summary>
    public Refusal TryOffer(WorkEntry entry, long now, List<WorkEntry> evicted)
    {
        _shapes.Learn(Latency.Current);
        if (Draining && _admission.Preparing == 0) return new(ErrorKind.ShuttingDown, _waits.Drain(now));
        var refusal = _admission.TryEnter(entry, now, evicted);
        if (refusal.Refused) return refusal;
        _queue.Add(entry, now);
        _arrivals.Arrived(entry.Bucket, now);
        return Refusal.None;
    }

    /// <summary>What evicted work is told.</summary>
    public Refusal Evicted(long now) => _admission.Evicted(now);

    /// <summary>Gives an entry up, waiting or running; false when it had ended.</summary>
    public bool Cancel(WorkEntry entry) => _queue.End(entry);

    /// <summary>Ends what has reached its deadline, waiting or running.</summary>
    public void Expire(long now, List<WorkEntry> expired) => _queue.Expire(now, expired);

    /// <summary>Ends all that waits.</summary>
    public void Abandon(List<WorkEntry> abandoned)
    {
        foreach (var list in (ReadOnlySpan<ArrivalList>)[_queue.Interactive.Arrivals, _queue.Bulk.Arrivals, _queue.Parked])
        {
            while (list.Oldest is { } oldest)
            {
                _queue.End(oldest);
                abandoned.Add(oldest);
            }
        }
    }

    /// <summary>From here on gate 1 is shut and nothing waits for company.</summary>
    public void Drain() => Draining = true;

    /// <summary>What a free instance is to do. On <see cref="PlanKind.Dispatch"/> the batch has left the queue and the instance counts as busy.</summary>
    public BatchPlan Plan(int instance, long now, List<WorkEntry> batch)
    {
        if (_queue.Items == 0) return new(PlanKind.Idle);
        _shapes.Learn(Latency.Current);
        var reason = DispatchReason.Idle;
        if (_queue.Oldest is not null)
        {
            var (send, until) = _policy.Decide(now, _board.Free - 1, Draining);
            if (send is null) return new(PlanKind.Wait, until);
            reason = send.Value;
        }
        var bucket = _former.Form(now, batch);
        if (_former.IsFull(batch.Count, bucket)) reason = DispatchReason.Full;
        var seconds = Latency.Predict(batch.Count, _shapes.Length(bucket));
        _board.Start(instance, TimeScale.After(now, _scale.Ticks(seconds)));
        return new(PlanKind.Dispatch, 0, reason, bucket, seconds);
    }

    /// <summary>A run has ended: the instance is free, and its time is learnt where it succeeded.</summary>
    public void Ran(int instance, long now, in BatchPlan plan, int items, double seconds, bool failed)
    {
        _board.Stop(instance);
        if (failed || !(seconds > 0)) return;
        Latency.Observe(new(items, _shapes.Length(plan.Bucket), seconds));
        _admission.LastRun = now;
    }

    /// <summary>Ends an entry that ran; false when it had expired or been cancelled meanwhile.</summary>
    public bool Finish(WorkEntry entry) => _queue.End(entry);
}
