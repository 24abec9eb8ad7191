using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Batching.Internal;
using Classifier.Inference.Tests.Batching.Simulation;

namespace Classifier.Inference.Tests.Batching;

public sealed class AdmissionTests
{
    private const long Second = BatcherSimulation.Frequency;

    private static readonly BatcherOptions _options = new()
    {
        Buckets = [100],
        TokenBudget = 100,
        MaxBatchItems = 1,
        QueueCost = 1600,
        LowWatermark = 0.5,
        MaxPreparing = 4,
        SafetyMargin = TimeSpan.Zero,
    };

    /// <summary>0.1 s an item.</summary>
    private static BatchPlanner Planner(BatcherOptions? options = null, LatencyCoefficients? latency = null) =>
        new(options ?? _options, 1, new(latency ?? new(0, 0.1, 0)), Second);

    private static SimItem Item(string tenant = "a", long now = 0, long deadline = long.MaxValue, WorkClass cls = WorkClass.Interactive, int length = 100) =>
        new(new(0, length, tenant, cls), 0, now, deadline);

    private static Refusal Offer(BatchPlanner p, SimItem item, long now = 0) => p.TryOffer(item, now, []);

    private static AdmissionRequest Ask(string tenant = "a", long bound = 100, long deadline = long.MaxValue, WorkClass cls = WorkClass.Interactive) =>
        new(bound, tenant, cls, deadline);

    private static BatchPlanner Busy(int waiting, Func<int, string>? tenant = null, BatcherOptions? options = null)
    {
        var p = Planner(options);
        Assert.False(Offer(p, Item()).Refused);
        Assert.Equal(PlanKind.Dispatch, p.Plan(0, 0, []).Kind);
        for (var i = 0; i < waiting; i++) Assert.False(Offer(p, Item(tenant?.Invoke(i) ?? $"t{i}")).Refused);
        return p;
    }

    [Fact]
    public void Gate_1_refuses_a_deadline_that_the_queue_makes_impossible_and_says_when_to_retry()
    {
        var p = Busy(5);
        var before = (p.Items, p.Cost, p.Preparing, p.NextDeadline);
        // 0.1 s that run, 0.5 s that wait and 0.1 s of its own.
        var refusal = p.TryPrepare(Ask(deadline: Second / 2), 0);
        Assert.Equal(ErrorKind.DeadlineUnmeetable, refusal.Kind);
        Assert.InRange(refusal.RetrySeconds, 0.2, 0.6);
        Assert.Equal(before, (p.Items, p.Cost, p.Preparing, p.NextDeadline));
        Assert.False(p.TryPrepare(Ask(deadline: 2 * Second), 0).Refused);
    }

    [Fact]
    public void Gate_1_refuses_interactive_work_that_would_wait_too_long_for_its_turn_and_says_when_to_retry()
    {
        var p = Busy(5, options: _options with { MaxWait = TimeSpan.FromSeconds(0.5) });
        var before = (p.Items, p.Cost, p.Preparing, p.NextDeadline);
        // 0.1 s that run and 0.5 s that wait; nobody has a deadline.
        var refusal = p.TryPrepare(Ask(), 0);
        Assert.Equal(ErrorKind.Overloaded, refusal.Kind);
        Assert.InRange(refusal.RetrySeconds, 0.1, 0.5);
        Assert.Equal(before, (p.Items, p.Cost, p.Preparing, p.NextDeadline));
        // Bulk work may wait, and what has a ticket enters.
        Assert.False(p.TryPrepare(Ask(cls: WorkClass.Batch), 0).Refused);
        Assert.False(Offer(p, Item("x")).Refused);
        Assert.False(Busy(5).TryPrepare(Ask(), 0).Refused);
    }

    [Fact]
    public void How_long_work_runs_is_not_waiting()
    {
        var p = Busy(1, options: _options with { MaxWait = TimeSpan.FromSeconds(0.5) });
        // 0.1 s that run, 0.1 s that wait, and 1 s of its own.
        Assert.False(p.TryPrepare(Ask("x", bound: 1000), 0).Refused);
    }

    [Fact]
    public void Gate_1_lets_an_idle_device_decide_at_gate_2()
    {
        var p = Planner(_options with { Buckets = [10, 100] }, new(1e-3, 0, 0));
        // A bound of 100 tokens would take 0.1 s; ten real ones take 0.01 s.
        Assert.False(p.TryPrepare(Ask(deadline: Second / 50), 0).Refused);
        Assert.False(Offer(p, Item(length: 10, deadline: Second / 50)).Refused);
        Assert.Equal(ErrorKind.DeadlineUnmeetable, Offer(p, Item(length: 100, deadline: Second / 50)).Kind);
        // Not even the shortest item would be in time.
        Assert.Equal(ErrorKind.DeadlineUnmeetable, Planner().TryPrepare(Ask(deadline: Second / 20), 0).Kind);
    }

    [Fact]
    public void Gate_1_learns_how_far_bounds_lie_above_real_costs()
    {
        var p = Planner(_options with { QueueCost = 100_000, MaxPreparing = 100 });
        for (var i = 0; i < 100; i++)
        {
            Assert.False(p.TryPrepare(Ask($"t{i}", bound: 1000), 0).Refused);
            Assert.False(Offer(p, Item($"t{i}")).Refused);
            p.Return($"t{i}");
        }
        // 10 s of work wait. A bound of 1000 is 100 by experience, which is one more item; at face value it would be ten.
        Assert.False(p.TryPrepare(Ask("x", 1000, deadline: 15 * Second), 0).Refused);
        var fresh = Planner(_options with { QueueCost = 100_000 });
        for (var i = 0; i < 100; i++) Assert.False(Offer(fresh, Item($"t{i}")).Refused);
        Assert.Equal(p.Cost, fresh.Cost);
        Assert.Equal(ErrorKind.DeadlineUnmeetable, fresh.TryPrepare(Ask("x", 1000, deadline: 15 * Second), 0).Kind);
    }

    [Fact]
    public void Gate_1_bounds_what_is_being_prepared_and_a_tenants_part_of_it()
    {
        var p = Planner();
        Assert.False(p.TryPrepare(Ask("a"), 0).Refused);
        Assert.False(p.TryPrepare(Ask("a"), 0).Refused);
        Assert.Equal(ErrorKind.QuotaExceeded, p.TryPrepare(Ask("a"), 0).Kind);
        Assert.False(p.TryPrepare(Ask("b"), 0).Refused);
        Assert.False(p.TryPrepare(Ask("c"), 0).Refused);
        Assert.Equal(ErrorKind.Overloaded, p.TryPrepare(Ask("d"), 0).Kind);
        p.Return("a");
        Assert.False(p.TryPrepare(Ask("a"), 0).Refused);
        Assert.Equal(4, p.Preparing);
    }

    [Fact]
    public void Both_gates_answer_a_deadline_that_has_passed_as_what_it_is()
    {
        Assert.Equal(ErrorKind.DeadlineExceeded, Planner().TryPrepare(Ask(deadline: 5), 5).Kind);
        Assert.Equal(ErrorKind.DeadlineExceeded, Offer(Planner(), Item(deadline: 5), 5).Kind);
    }

    [Fact]
    public void Both_gates_are_shut_while_draining()
    {
        var p = Planner();
        p.Drain();
        Assert.Equal(ErrorKind.ShuttingDown, p.TryPrepare(Ask(), 0).Kind);
        Assert.Equal(ErrorKind.ShuttingDown, Offer(p, Item()).Kind);
    }

    [Fact]
    public void Work_whose_ticket_is_out_still_enters_while_draining()
    {
        var p = Planner();
        Assert.False(p.TryPrepare(Ask(), 0).Refused);
        p.Drain();
        Assert.False(Offer(p, Item()).Refused);
        p.Return("a");
        Assert.Equal(ErrorKind.ShuttingDown, Offer(p, Item()).Kind);
    }

    [Fact]
    public void A_tenant_holds_no_more_than_its_share_while_others_wait()
    {
        var p = Busy(1, _ => "b");
        var taken = 0;
        while (true)
        {
            var refusal = Offer(p, Item("a"));
            if (refusal.Refused)
            {
                Assert.Equal(ErrorKind.QuotaExceeded, refusal.Kind);
                break;
            }
            taken++;
        }
        Assert.Equal(8, taken);
        Assert.False(Offer(p, Item("b")).Refused);
    }

    [Fact]
    public void A_tenant_alone_leaves_an_eighth_for_newcomers()
    {
        var p = Busy(14, _ => "a");
        Assert.Equal(ErrorKind.Overloaded, Offer(p, Item("a")).Kind);
        Assert.False(Offer(p, Item("b")).Refused);
        Assert.False(Offer(p, Item("c")).Refused);
        Assert.Equal(ErrorKind.Overloaded, Offer(p, Item("d")).Kind);
    }

    [Fact]
    public void A_queue_that_was_full_opens_again_at_the_low_watermark()
    {
        var p = Busy(16);
        Assert.Equal(ErrorKind.Overloaded, Offer(p, Item("x")).Kind);
        var opened = -1;
        for (var left = 15; left >= 0 && opened < 0; left--)
        {
            List<WorkEntry> batch = [];
            p.Ran(0, 0, default, 1, 0, failed: false);
            Assert.Equal(PlanKind.Dispatch, p.Plan(0, 0, batch).Kind);
            foreach (var e in batch) Assert.True(p.Finish(e));
            Assert.Equal(left, p.Items);
            if (!Offer(p, Item("x")).Refused) opened = left;
        }
        Assert.Equal(8, opened);
    }

    [Fact]
    public void A_giant_is_refused_without_shutting_the_queue_for_others()
    {
        var p = Busy(12);
        Assert.Equal(ErrorKind.Overloaded, p.TryPrepare(Ask("x", bound: 100_000), 0).Kind);
        Assert.False(Offer(p, Item("y")).Refused);
    }

    [Fact]
    public void An_idle_device_probes_what_it_believes_too_slow_but_not_what_is_hopeless()
    {
        // It believes 0.1 s; deadlines are at 0.05 s.
        var p = Planner();
        Assert.Equal(ErrorKind.DeadlineUnmeetable, Offer(p, Item(deadline: Second / 20)).Kind);
        var later = 2 * Second;
        Assert.Equal(ErrorKind.DeadlineUnmeetable, Offer(p, Item(now: later, deadline: later + Second / 100), later).Kind);
        Assert.False(Offer(p, Item(now: later, deadline: later + Second / 20), later).Refused);
        // It runs, although it seems late, since nothing else waits.
        List<WorkEntry> batch = [];
        var plan = p.Plan(0, later, batch);
        Assert.Single(batch);
        for (var i = 0; i < 60; i++) p.Latency.Observe(new(1, 100, 0.01));
        p.Ran(0, later + Second / 100, plan, 1, 0.01, failed: false);
        Assert.True(p.Finish(batch[0]));
        // What was learnt opens the gate.
        Assert.False(Offer(p, Item(now: later, deadline: later + Second / 20), later).Refused, p.Latency.Current.ToString());
    }

    [Fact]
    public void A_flood_of_one_tenant_does_not_make_anothers_deadline_unmeetable()
    {
        var p = Planner(_options with { QueueCost = 100_000 });
        for (var i = 0; i < 100; i++) Assert.False(Offer(p, Item("flood")).Refused);
        Assert.Equal(ErrorKind.DeadlineUnmeetable, Offer(p, Item("flood", deadline: Second)).Kind);
        Assert.False(Offer(p, Item("light", deadline: Second)).Refused);
    }
}
