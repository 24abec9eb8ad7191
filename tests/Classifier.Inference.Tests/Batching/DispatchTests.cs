using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Tests.Batching.Simulation;

namespace Classifier.Inference.Tests.Batching;

/// <summary>When a batch is sent, and why.</summary>
public sealed class DispatchTests
{
    private static readonly BatcherOptions _options = new() { Buckets = [64, 128], TokenBudget = 1024, MaxBatchItems = 8, OverheadShare = 0 };
    private static readonly LatencyCoefficients _slowStart = new(1e-6, 0.1, 0);

    [Fact]
    public void A_single_arrival_runs_at_the_instant_it_comes()
    {
        var played = BatcherSimulation.Exact(_options, _slowStart).Run([new(1, 50)]);
        Assert.Equal(played.Items[0].ArrivedAt, played.Items[0].StartedAt);
        Assert.Equal(DispatchReason.Idle, played.Batches[0].Plan.Reason);
    }

    [Fact]
    public void At_low_load_nothing_that_finds_a_free_device_waits()
    {
        var options = new BatcherOptions();
        var played = BatcherSimulation.Exact(options, Devices.Gpu).Run(Traffic.Steady(11, 200, 10, Traffic.Mixed));
        var previousEnd = 0L;
        foreach (var b in played.Batches)
        {
            Assert.Equal(Math.Max(previousEnd, b.Items.Min(i => i.ArrivedAt)), b.Start);
            previousEnd = b.End;
        }
        Assert.True(played.Batches.Count > 1500);
    }

    [Fact]
    public void A_full_batch_is_sent_as_full()
    {
        var played = BatcherSimulation.Exact(_options, _slowStart).Run(Enumerable.Range(0, 9).Select(_ => new SimArrival(0, 64)));
        Assert.Equal([8, 1], played.Batches.Select(b => b.Items.Count));
        Assert.Equal(DispatchReason.Full, played.Batches[0].Plan.Reason);
    }

    // A hundred arrivals a millisecond apart, 20 ms a run: the device is done with them at 0.12 s. What comes at 0.16 s finds it
    // free, with arrivals expected every 7 ms (0.9 · 1 + 0.1 · 61): (1 + 1) · 7 < 20, so waiting pays.
    private static BatcherSimulation AfterDenseArrivals(double maxDelay, params SimArrival[] then)
    {
        var options = _options with { MaxBatchItems = 64, TokenBudget = 4096, MaxDelay = TimeSpan.FromSeconds(maxDelay), SafetyMargin = TimeSpan.Zero };
        var dense = Enumerable.Range(0, 100).Select(i => new SimArrival(i * 0.001, 64));
        return BatcherSimulation.Exact(options, new(0, 0.02, 0)).Run([.. dense, .. then]);
    }

    [Fact]
    public void The_longest_delay_bounds_the_wait_for_company()
    {
        var batch = AfterDenseArrivals(0.006, new SimArrival(0.16, 64)).Batches[^1];
        Assert.Equal(BatcherSimulation.Ticks(0.166), batch.Start);
        Assert.Equal(DispatchReason.MaxDelay, batch.Plan.Reason);
    }

    [Fact]
    public void Company_that_comes_in_time_shares_the_run()
    {
        var batch = AfterDenseArrivals(0.006, new SimArrival(0.16, 64), new SimArrival(0.162, 64)).Batches[^1];
        Assert.Equal(2, batch.Items.Count);
        Assert.Equal(BatcherSimulation.Ticks(0.166), batch.Start);
    }

    [Fact]
    public void The_wait_ends_when_company_that_is_late_no_longer_pays()
    {
        var batch = AfterDenseArrivals(1, new SimArrival(0.16, 64)).Batches[^1];
        Assert.InRange(batch.Start, BatcherSimulation.Ticks(0.17), BatcherSimulation.Ticks(0.17) + 1);
        Assert.Equal(DispatchReason.Idle, batch.Plan.Reason);
    }

    [Fact]
    public void The_wait_ends_when_the_deadline_needs_it()
    {
        var played = AfterDenseArrivals(1, new SimArrival(0.16, 64, Patience: 0.023));
        Assert.Equal(BatcherSimulation.Ticks(0.163), played.Batches[^1].Start);
        Assert.Equal(DispatchReason.Deadline, played.Batches[^1].Plan.Reason);
        Assert.Equal(SimEnd.Completed, played.Items[^1].End);
    }

    [Fact]
    public void Other_lengths_that_wait_end_the_wait_for_company()
    {
        var played = AfterDenseArrivals(1, new SimArrival(0.16, 64), new SimArrival(0.161, 128));
        Assert.Equal(BatcherSimulation.Ticks(0.161), played.Batches[^2].Start);
    }

    [Fact]
    public void Another_free_instance_makes_waiting_pointless()
    {
        var dense = Enumerable.Range(0, 100).Select(i => new SimArrival(i * 0.001, 64));
        var played = BatcherSimulation.Exact(_options, _slowStart, instances: 200).Run(dense);
        Assert.All(played.Items, i => Assert.Equal(i.ArrivedAt, i.StartedAt));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void Mixed_lengths_fill_nine_tenths_of_the_grid(double load)
    {
        var options = new BatcherOptions { QueueCost = 1_000_000 };
        foreach (var device in new[] { Devices.Cpu, Devices.Gpu })
        {
            var rate = load * Devices.Capacity(options, device);
            var played = BatcherSimulation.Exact(options, device).Run(Traffic.Steady(2, 10_000 / rate, rate, Traffic.Mixed, patience: 2));
            Assert.True(played.Batches.Sum(b => (double)b.Real) / played.Batches.Sum(b => (double)b.Cells) >= 0.9);
        }
    }

    [Fact]
    public void A_batch_stops_growing_where_more_would_gain_nothing()
    {
        // 1 ms of start against 10 ms an item: at 5 % overhead two items are enough, whatever the bounds allow.
        var options = _options with { OverheadShare = 0.05 };
        var played = BatcherSimulation.Exact(options, new(0.01 / 64, 0.001, 0)).Run(Enumerable.Range(0, 8).Select(_ => new SimArrival(0, 64)));
        Assert.All(played.Batches, b => Assert.InRange(b.Items.Count, 1, 2));
    }
}
