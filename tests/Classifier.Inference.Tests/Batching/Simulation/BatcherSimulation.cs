using Classifier.Inference.Batching;
using Classifier.Inference.Batching.Internal;

namespace Classifier.Inference.Tests.Batching.Simulation;

/// <summary>
/// Discrete events around the planner: arrivals, ends of runs, waits that are over, deadlines, callers that hang up. Time
/// jumps from one to the next; at the same instant runs end first, then items arrive, then deadlines strike.
/// </summary>
internal sealed class BatcherSimulation
{
    public const long Frequency = 10_000_000;

    private readonly BatcherOptions _options;
    private readonly Func<int, int, double> _trueSeconds;
    private readonly BatchPlanner _planner;
    private readonly PriorityQueue<(SimItem Item, bool Cancel), (long At, int Order)> _callers = new();
    private readonly Running?[] _running;
    private readonly long[] _wakeAt;
    private readonly List<WorkEntry> _scratch = [];

    /// <param name="trueSeconds">How long n items at a padded length really run.</param>
    /// <param name="believed">What the planner starts with; null to start from nothing.</param>
    public BatcherSimulation(BatcherOptions options, Func<int, int, double> trueSeconds, LatencyCoefficients? believed, int instances = 1)
    {
        _options = options;
        _trueSeconds = trueSeconds;
        _planner = new(options, instances, new(believed), Frequency);
        _running = new Running?[instances];
        _wakeAt = new long[instances];
        Array.Fill(_wakeAt, long.MaxValue);
    }

    /// <summary>Items pass gate 1 with their exact cost as bound; otherwise they come straight to gate 2.</summary>
    public bool ThroughGate1 { get; init; }

    public List<SimItem> Items { get; } = [];
    public List<SimBatch> Batches { get; } = [];
    public BatchPlanner Planner => _planner;
    public long MostCost { get; private set; }

    public static BatcherSimulation Exact(BatcherOptions options, LatencyCoefficients latency, int instances = 1) =>
        new(options, latency.Predict, latency, instances);

    public static long Ticks(double seconds) => double.IsPositiveInfinity(seconds) ? long.MaxValue : (long)Math.Round(seconds * Frequency);

    public BatcherSimulation Run(IEnumerable<SimArrival> arrivals)
    {
        foreach (var a in arrivals.OrderBy(a => a.At))
        {
            var at = Ticks(a.At);
            var deadline = double.IsPositiveInfinity(a.Patience) ? long.MaxValue : at + Ticks(a.Patience);
            var item = new SimItem(a, Items.Count, at, deadline);
            Items.Add(item);
            _callers.Enqueue((item, false), (at, Items.Count));
            if (!double.IsPositiveInfinity(a.CancelAfter)) _callers.Enqueue((item, true), (at + Ticks(a.CancelAfter), int.MaxValue));
        }
        while (Next() is var now && now != long.MaxValue) Step(now);
        return this;
    }

    private long Next()
    {
        var next = _planner.NextDeadline;
        if (_callers.TryPeek(out _, out var caller)) next = Math.Min(next, caller.At);
        for (var i = 0; i < _running.Length; i++) next = Math.Min(next, _running[i]?.Batch.End ?? _wakeAt[i]);
        return next;
    }

    private void Step(long now)
    {
        for (var i = 0; i < _running.Length; i++)
            if (_running[i] is { } run && run.Batch.End == now) EndRun(i, run.Batch);
        while (_callers.TryPeek(out var caller, out var at) && at.At == now)
        {
            _callers.Dequeue();
            if (caller.Cancel) Cancel(caller.Item, now);
            else Arrive(caller.Item, now);
        }
        _scratch.Clear();
        _planner.Expire(now, _scratch);
        foreach (var late in _scratch) ((SimItem)late).Finish(SimEnd.Expired, now);
        for (var i = 0; i < _running.Length; i++)
            if (_running[i] is null) Ask(i, now);
    }

    private void Arrive(SimItem item, long now)
    {
        _scratch.Clear();
        if (ThroughGate1 && _planner.TryPrepare(new(item.Length, item.Tenant, item.Class, item.Deadline), now) is { Refused: true } early)
        {
            item.Finish(SimEnd.Refused, now, early.Kind);
            return;
        }
        var refusal = _planner.TryOffer(item, now, _scratch);
        if (ThroughGate1) _planner.Return(item.Tenant);
        foreach (var shed in _scratch) ((SimItem)shed).Finish(SimEnd.Shed, now);
        if (refusal.Refused) item.Finish(SimEnd.Refused, now, refusal.Kind);
        MostCost = Math.Max(MostCost, _planner.Cost);
    }

    private void Cancel(SimItem item, long now)
    {
        if (_planner.Cancel(item)) item.Finish(SimEnd.Cancelled, now);
    }

    private void Ask(int instance, long now)
    {
        _wakeAt[instance] = long.MaxValue;
        List<WorkEntry> batch = [];
        var plan = _planner.Plan(instance, now, batch);
        if (plan.Kind == PlanKind.Wait)
        {
            Assert.True(plan.Until > now);
            _wakeAt[instance] = plan.Until;
        }
        if (plan.Kind != PlanKind.Dispatch)
        {
            Assert.Empty(batch);
            return;
        }
        var length = _options.Buckets[plan.Bucket];
        var items = batch.Cast<SimItem>().ToList();
        foreach (var item in items)
        {
            item.StartedAt = now;
            item.Runs++;
        }
        var end = now + Math.Max(1, (long)Math.Ceiling(_trueSeconds(items.Count, length) * Frequency - 1e-6));
        _running[instance] = new(new(instance, now, end, plan, length, items));
        Batches.Add(_running[instance]!.Batch);
    }

    private void EndRun(int instance, SimBatch batch)
    {
        _running[instance] = null;
        _planner.Ran(instance, batch.End, batch.Plan, batch.Items.Count, _trueSeconds(batch.Items.Count, batch.PaddedLength), failed: false);
        foreach (var item in batch.Items)
            if (_planner.Finish(item)) item.Finish(SimEnd.Completed, batch.End);
    }

    private sealed record Running(SimBatch Batch);
}
