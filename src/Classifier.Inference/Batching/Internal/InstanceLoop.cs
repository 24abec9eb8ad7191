using System.Diagnostics.CodeAnalysis;
using Classifier.Inference.Internal;

namespace Classifier.Inference.Batching.Internal;

/// <summary>One runner and the thread that is its alone.</summary>
internal sealed class InstanceLoop<TItem, TResult>
{
    private readonly int _index;
    private readonly IBatchRunner<TItem, TResult> _runner;
    private readonly BatcherState _state;
    private readonly Action<BatchReport> _report;
    private readonly List<WorkEntry> _batch;
    private readonly List<WorkEntry> _expired = [];
    private readonly TItem[] _items;
    private readonly TResult[] _results;
    private readonly bool[] _owed;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public InstanceLoop(int index, IBatchRunner<TItem, TResult> runner, BatcherState state, Action<BatchReport> report)
    {
        _index = index;
        _runner = runner;
        _state = state;
        _report = report;
        var most = state.Options.MaxBatchItems;
        _batch = new(most);
        _items = new TItem[most];
        _results = new TResult[most];
        _owed = new bool[most];
        new Thread(Loop) { IsBackground = true, Name = $"batch {state.Options.Model} {index}" }.Start();
    }

    /// <summary>Done when the thread is.</summary>
    public Task Ended => _ended.Task;

    private void Loop()
    {
        while (Next(out var plan))
        {
            BatcherState.TellExpired(_expired);
            if (plan.Kind == PlanKind.Dispatch) Run(plan);
        }
        _ended.SetResult();
    }

    /// <summary>Waits for something to do; false when stopped.</summary>
    private bool Next(out BatchPlan plan)
    {
        lock (_state.Gate)
        {
            while (true)
            {
                plan = default;
                if (_state.Stopped) return false;
                var now = _state.Time.GetTimestamp();
                _state.Expire(now, _expired);
                plan = _state.Planner.Plan(_index, now, _batch);
                if (plan.Kind == PlanKind.Dispatch)
                {
                    // One more instance may be waiting for what is left.
                    if (_state.Planner.Items > 0 && _state.Planner.FreeInstances > 0) Monitor.Pulse(_state.Gate);
                    return true;
                }
                if (_expired.Count > 0) return true;
                if (plan.Kind == PlanKind.Wait) _state.SetAlarm(plan.Until, now);
                Monitor.Wait(_state.Gate);
            }
        }
    }

    private void Run(in BatchPlan plan)
    {
        var n = _batch.Count;
        for (var i = 0; i < n; i++) _items[i] = Pending(i).Item;
        var start = _state.Time.GetTimestamp();
        var fault = Invoke(n, out var cells);
        var end = _state.Time.GetTimestamp();
        var real = Settle(plan, end, _state.Planner.Scale.Seconds(end - start), cells, fault is not null, out var oldest);

        var scale = _state.Planner.Scale;
        var runNs = scale.Nanoseconds(end - start);
        for (var i = 0; i < n; i++)
        {
            if (!_owed[i]) continue;
            var work = Pending(i);
            if (fault is null)
                work.Succeed(_results[i], new(scale.Nanoseconds(start - work.EnqueuedAt), runNs, n, work.Length, cells / n, plan.Reason));
            else
                work.Fail(fault);
        }
        var length = _state.Planner.Shapes.Length(plan.Bucket);
        _report(new(_index, n, real, cells, length, plan.Reason, scale.Nanoseconds(start - oldest), runNs, (long)(plan.PredictedSeconds * 1e9), fault is not null));
        _batch.Clear();
        Array.Clear(_items, 0, n);
        Array.Clear(_results, 0, n);
    }

    /// <summary>Under the lock: who is still owed an answer, and what is counted and learnt.</summary>
    private int Settle(in BatchPlan plan, long end, double seconds, int cells, bool failed, out long oldest)
    {
        var real = 0;
        oldest = long.MaxValue;
        lock (_state.Gate)
        {
            _state.Planner.Ran(_index, end, plan, _batch.Count, seconds, failed);
            var owed = 0;
            for (var i = 0; i < _batch.Count; i++)
            {
                real += _batch[i].Length;
                oldest = Math.Min(oldest, _batch[i].EnqueuedAt);
                _owed[i] = _state.Planner.Finish(_batch[i]);
                if (_owed[i]) owed++;
            }
            var counters = _state.Counters;
            counters.Batches++;
            counters.Items += _batch.Count;
            counters.RealCost += real;
            counters.PaddedCost += cells;
            if (failed) counters.Failed += owed;
            _state.NoticeDrained();
        }
        return real;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a runner throws fails its batch, not the server.")]
    private Exception? Invoke(int n, out int cells)
    {
        cells = 0;
        try
        {
            cells = _runner.Run(_items.AsSpan(0, n), _results.AsSpan(0, n));
            return null;
        }
        catch (Exception fault)
        {
            _state.Logger.BatchFailed(_state.Options.Model, n, fault);
            return fault as ModelFaultException ?? new ModelFaultException(_state.Options.Model, "The model's run failed.", fault);
        }
    }

    private PendingWork<TItem, TResult> Pending(int i) => (PendingWork<TItem, TResult>)_batch[i];
}
