using Classifier.Core;
using Microsoft.Extensions.Logging;

namespace Classifier.Inference.Batching.Internal;

/// <summary>
/// What callers, instance threads and the timer share: the planner under one lock, held for short decisions only. Entries
/// that end are completed outside of it.
/// </summary>
internal sealed class BatcherState : IDisposable
{
    private readonly Alarm _alarm;
    private readonly List<WorkEntry> _evicted = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BatcherState(BatcherOptions options, int instances, TimeProvider time, ILogger logger)
    {
        Options = options;
        Time = time;
        Logger = logger;
        Planner = new(options, instances, new(options.Latency), time.TimestampFrequency);
        _alarm = new(time, OnAlarm);
    }

    public BatcherOptions Options { get; }
    public TimeProvider Time { get; }
    public ILogger Logger { get; }
    public BatchPlanner Planner { get; }
    public BatchCounters Counters { get; } = new();
    public object Gate { get; } = new();
    public bool Stopped { get; private set; }

    /// <summary>Done once a drain has been asked for and nothing is left.</summary>
    public Task Drained => _drained.Task;

    public QueueFigures Figures
    {
        get
        {
            lock (Gate)
            {
                var c = Counters;
                var oldest = Planner.Scale.Nanoseconds(Planner.OldestAge(Time.GetTimestamp()));
                return new(Planner.Items, Planner.Cost, oldest, c.Batches, c.Items, c.RealCost, c.PaddedCost, c.Refused, c.Shed, c.Expired, c.Cancelled, c.Failed);
            }
        }
    }

    public Refusal TryPrepare(in AdmissionRequest request)
    {
        lock (Gate)
        {
            var refusal = Planner.TryPrepare(request, Time.GetTimestamp());
            if (refusal.Refused) Counters.Refused++;
            return refusal;
        }
    }

    public void Return(string tenant)
    {
        lock (Gate)
        {
            Planner.Return(tenant);
            NoticeDrained();
        }
    }

    public Refusal TryOffer(WorkEntry entry)
    {
        Refusal refusal;
        WorkEntry[]? evicted = null;
        var told = Refusal.None;
        lock (Gate)
        {
            var now = Time.GetTimestamp();
            refusal = Stopped ? new(ErrorKind.ShuttingDown) : Planner.TryOffer(entry, now, _evicted);
            if (refusal.Refused)
            {
                Counters.Refused++;
            }
            else
            {
                SetAlarm(Planner.NextDeadline, now);
                if (Planner.FreeInstances > 0) Monitor.Pulse(Gate);
            }
            if (_evicted.Count > 0)
            {
                Counters.Shed += _evicted.Count;
                evicted = [.. _evicted];
                _evicted.Clear();
                told = Planner.Evicted(now);
            }
        }
        if (evicted is not null)
            foreach (var shed in evicted) shed.Fail(told.ToException());
        return refusal;
    }

    public void Cancel(WorkEntry entry, CancellationToken cancellation)
    {
        lock (Gate)
        {
            if (!Planner.Cancel(entry)) return;
            Counters.Cancelled++;
            NoticeDrained();
        }
        entry.Fail(new OperationCanceledException(cancellation));
    }

    /// <summary>Under the lock: ends what is late.</summary>
    public void Expire(long now, List<WorkEntry> expired)
    {
        var before = expired.Count;
        Planner.Expire(now, expired);
        if (expired.Count == before) return;
        Counters.Expired += expired.Count - before;
        NoticeDrained();
    }

    /// <summary>Outside the lock: tells those who were late.</summary>
    public static void TellExpired(List<WorkEntry> expired)
    {
        foreach (var entry in expired) entry.Fail(new Refusal(ErrorKind.DeadlineExceeded).ToException());
        expired.Clear();
    }

    /// <summary>Under the lock.</summary>
    public void SetAlarm(long at, long now)
    {
        if (at != long.MaxValue) _alarm.Set(at, now);
    }

    public void Drain()
    {
        lock (Gate)
        {
            Planner.Drain();
            NoticeDrained();
            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Ends all that waits and lets the threads go after their present run.</summary>
    public void Stop()
    {
        List<WorkEntry> abandoned = [];
        lock (Gate)
        {
            if (Stopped) return;
            Stopped = true;
            Planner.Drain();
            Planner.Abandon(abandoned);
            Counters.Failed += abandoned.Count;
            NoticeDrained();
            Monitor.PulseAll(Gate);
        }
        foreach (var entry in abandoned) entry.Fail(new Refusal(ErrorKind.ShuttingDown).ToException());
    }

    /// <summary>Under the lock.</summary>
    public void NoticeDrained()
    {
        if (Planner.Draining && Planner.IsEmpty) _drained.TrySetResult();
    }

    public void Dispose() => _alarm.Dispose();

    private void OnAlarm()
    {
        List<WorkEntry> expired = [];
        lock (Gate)
        {
            if (Stopped && Planner.IsEmpty) return;
            var now = Time.GetTimestamp();
            _alarm.Reset();
            Expire(now, expired);
            SetAlarm(Planner.NextDeadline, now);
            // An instance that waits for company asks again and sets the alarm for itself.
            Monitor.PulseAll(Gate);
        }
        TellExpired(expired);
    }
}
