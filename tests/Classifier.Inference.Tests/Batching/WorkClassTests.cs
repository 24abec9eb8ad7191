using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Tests.Batching.Simulation;

namespace Classifier.Inference.Tests.Batching;

/// <summary>Interactive work before bulk work, but not for ever.</summary>
public sealed class WorkClassTests
{
    private static readonly BatcherOptions _options = new() { AgeingAfter = TimeSpan.FromSeconds(1) };

    [Fact]
    public void Interactive_work_overtakes_bulk_work()
    {
        var options = _options with { MaxBatchItems = 1 };
        var bulk = Enumerable.Range(0, 20).Select(_ => new SimArrival(0, 64, Class: WorkClass.Batch));
        var played = BatcherSimulation.Exact(options, new(0, 0.01, 0)).Run([.. bulk, new(0.001, 64)]);
        Assert.Equal(20, played.Batches[1].Items[0].Index);
    }

    [Fact]
    public void Bulk_work_under_saturating_interactive_load_gets_a_quarter_once_aged()
    {
        var capacity = Devices.Capacity(_options, Devices.Cpu);
        var played = BatcherSimulation.Exact(_options with { QueueCost = 300_000 }, Devices.Cpu).Run(
        [
            .. Enumerable.Range(0, 1000).Select(i => new SimArrival(0, 64, "bulk", WorkClass.Batch)),
            .. Traffic.Steady(1, 60, 1.5 * capacity, Traffic.Mixed, patience: 2),
        ]);
        var busy = played.Batches.Where(b => b.Start > 2 * BatcherSimulation.Frequency && b.Start < 25 * BatcherSimulation.Frequency).ToList();
        var bulkTurns = busy.Count(b => b.Items[0].Class == WorkClass.Batch);
        Assert.InRange((double)bulkTurns / busy.Count, 0.2, 0.3);
        Assert.All(played.Items.Where(i => i.Class == WorkClass.Batch), i => Assert.Equal(SimEnd.Completed, i.End));
        // And interactive work keeps its promises meanwhile.
        Assert.True(played.Items.Count(i => i.End == SimEnd.Expired) <= 0.01 * played.Items.Count(i => i.Admitted));
    }

    [Theory]
    [InlineData(10, 20, null)]
    [InlineData(3, 8, null)]
    [InlineData(10, 20, 1.0)]
    [InlineData(10, 20, 0.3)]
    [InlineData(3, 8, 0.5)]
    public void Bulk_work_that_is_admitted_beside_a_spike_of_interactive_work_is_seldom_late(double times, double patience, double? mostWait)
    {
        var options = new BatcherOptions { MaxWait = mostWait is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
        var capacity = Devices.Capacity(options, Devices.Cpu);
        var played = new BatcherSimulation(options, Devices.Cpu.Predict, Devices.Cpu) { ThroughGate1 = mostWait is not null }.Run(
        [
            .. Traffic.Poisson(4, 0, 90, times * capacity, t => (t is >= 20 and < 60 ? times : 0.7) * capacity, Traffic.Mixed, "web", patience: 5),
            .. Traffic.Poisson(5, 0, 90, times / 4 * capacity, t => (t is >= 20 and < 60 ? times / 4 : 0.2) * capacity, Traffic.Mixed, "jobs", WorkClass.Batch, patience),
        ]);
        var bulk = played.Items.Where(i => i is { Class: WorkClass.Batch, Admitted: true }).ToList();
        var late = bulk.Count(i => i.End == SimEnd.Expired);
        Assert.True(late <= 0.02 * bulk.Count, $"{late} of {bulk.Count} late");
        // Nor is it shut out: it has its quarter while the spike lasts.
        var done = bulk.Where(i => i.End == SimEnd.Completed && i.EndedAt >= 30 * BatcherSimulation.Frequency && i.EndedAt < 60 * BatcherSimulation.Frequency).Sum(i => i.Length);
        var all = played.Items.Where(i => i.End == SimEnd.Completed && i.EndedAt >= 30 * BatcherSimulation.Frequency && i.EndedAt < 60 * BatcherSimulation.Frequency).Sum(i => i.Length);
        // More where the others, kept short, leave the device free at times.
        Assert.InRange((double)done / all, 0.12, mostWait < 1 ? 0.45 : 0.35);
    }

    [Fact]
    public void Bulk_work_does_not_lengthen_an_interactive_batch_by_more_than_a_start()
    {
        var latency = new LatencyCoefficients(1e-4, 5e-3, 0);
        var bulk = Enumerable.Range(0, 200).Select(_ => new SimArrival(0, 64, "bulk", WorkClass.Batch));
        var played = BatcherSimulation.Exact(_options, latency).Run([.. bulk, new(0.001, 64)]);
        var batch = played.Batches.Single(b => b.Items.Any(i => i.Class == WorkClass.Interactive));
        Assert.True(latency.Predict(batch.Items.Count, batch.PaddedLength) <= latency.Predict(1, 64) + latency.B);
    }

    [Fact]
    public void Bulk_work_is_shed_first()
    {
        var options = _options with { QueueCost = 2000, Buckets = [100], MaxBatchItems = 1, LowWatermark = 0.5 };
        var bulk = Enumerable.Range(0, 20).Select(i => new SimArrival(0.001 + i * 1e-6, 100, "bulk", WorkClass.Batch));
        var live = Enumerable.Range(0, 10).Select(i => new SimArrival(0.002 + i * 1e-6, 100, "live"));
        var played = BatcherSimulation.Exact(options, new(0, 1, 0)).Run([new(0, 100), .. bulk, .. live]);
        Assert.Equal(7, played.Items.Count(i => i.End == SimEnd.Shed));
        Assert.All(played.Items.Where(i => i.End == SimEnd.Shed), i => Assert.Equal(WorkClass.Batch, i.Class));
        Assert.All(played.Items.Where(i => i.Tenant == "live"), i => Assert.Equal(SimEnd.Completed, i.End));
        // The newest went: the oldest had waited longest.
        Assert.All(played.Items.Where(i => i.End == SimEnd.Shed), i => Assert.True(i.Index > 10));
    }

    [Fact]
    public void Interactive_work_is_refused_only_when_no_bulk_work_is_left_to_shed()
    {
        var options = _options with { QueueCost = 1000, Buckets = [100], MaxBatchItems = 1 };
        var bulk = Enumerable.Range(0, 10).Select(i => new SimArrival(0.001 + i * 1e-6, 100, $"bulk{i}", WorkClass.Batch));
        var live = Enumerable.Range(0, 15).Select(i => new SimArrival(0.002 + i * 1e-6, 100, $"live{i}"));
        var played = BatcherSimulation.Exact(options, new(0, 1, 0)).Run([new(0, 100), .. bulk, .. live]);
        Assert.Equal(10, played.Items.Count(i => i.End == SimEnd.Shed));
        Assert.Equal(5, played.Items.Count(i => i.Class == WorkClass.Interactive && i.Refusal == ErrorKind.Overloaded));
    }
}
