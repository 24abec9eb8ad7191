using Classifier.Inference.Batching;
using Classifier.Inference.Tests.Batching.Simulation;

namespace Classifier.Inference.Tests.Batching;

public sealed class FairnessTests
{
    private static readonly BatcherOptions _options = new() { QueueCost = 200_000 };

    private static double Served(BatcherSimulation s, string tenant, double from, double to) => s.Items
        .Where(i => i.Tenant == tenant && i.End == SimEnd.Completed && i.EndedAt >= from * BatcherSimulation.Frequency && i.EndedAt < to * BatcherSimulation.Frequency)
        .Sum(i => (double)i.Length);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_tenants_at_ten_to_one_each_get_half_while_both_have_work(bool deadlines)
    {
        // The light one offers 0.75 of the capacity, more than its half, so both always have work.
        var capacity = Devices.Capacity(_options, Devices.Cpu);
        var patience = deadlines ? 2 : double.PositiveInfinity;
        var played = BatcherSimulation.Exact(_options, Devices.Cpu).Run(
        [
            .. Traffic.Steady(1, 120, 7.5 * capacity, Traffic.Mixed, "heavy", patience: patience),
            .. Traffic.Steady(2, 120, 0.75 * capacity, Traffic.Mixed, "light", patience: patience),
        ]);
        double light = Served(played, "light", 20, 120), heavy = Served(played, "heavy", 20, 120);
        Assert.InRange(light / (light + heavy), 0.44, 0.56);
    }

    [Fact]
    public void Shares_are_in_cost_not_in_items()
    {
        var played = BatcherSimulation.Exact(_options, Devices.Cpu).Run(
        [
            .. Enumerable.Range(0, 1500).Select(i => new SimArrival(i * 1e-5, 400, "long")),
            .. Enumerable.Range(0, 15_000).Select(i => new SimArrival(i * 1e-6, 20, "short")),
        ]);
        double a = Served(played, "long", 0, 20), b = Served(played, "short", 0, 20);
        Assert.InRange(a / (a + b), 0.45, 0.55);
    }

    [Fact]
    public void A_light_tenant_waits_no_longer_than_a_few_batches()
    {
        var capacity = Devices.Capacity(_options, Devices.Cpu);
        var played = BatcherSimulation.Exact(_options, Devices.Cpu).Run(
        [
            .. Traffic.Steady(1, 60, 5 * capacity, Traffic.Mixed, "heavy"),
            .. Traffic.Steady(2, 60, 0.05 * capacity, Traffic.Mixed, "light"),
        ]);
        var longestRun = played.Batches.Max(b => b.End - b.Start);
        var light = played.Items.Where(i => i.Tenant == "light").ToList();
        Assert.True(light.Count > 100);
        Assert.All(light, i => Assert.Equal(SimEnd.Completed, i.End));
        Assert.True(light.Max(i => i.StartedAt - i.ArrivedAt) <= 6 * longestRun);
    }

    [Fact]
    public void An_item_of_an_odd_length_becomes_the_seed_after_the_bypass_cap()
    {
        // One long item among a hundred short ones with earlier deadlines would wait for all of them; and with later ones for none.
        var options = new BatcherOptions { Buckets = [32, 512], MaxBatchItems = 4, BypassCap = 3, OverheadShare = 0 };
        var shorts = Enumerable.Range(0, 100).Select(i => new SimArrival(0, 32, "b", Patience: 1000 + i));
        var mates = Enumerable.Range(0, 100).Select(i => new SimArrival(0, 32, "a", Patience: 1000 + i));
        var played = BatcherSimulation.Exact(options, Devices.Cpu).Run([new(0, 32, "c"), new(0, 512, "a", Patience: 900), .. shorts, .. mates]);
        var odd = played.Items[1];
        var before = played.Batches.Count(b => b.Start < odd.StartedAt && b.Items.Any(i => i.Tenant == "a"));
        Assert.InRange(before, 0, options.BypassCap);
    }

    [Fact]
    public void Every_tenant_of_many_gets_its_part()
    {
        var capacity = Devices.Capacity(_options, Devices.Gpu);
        var played = BatcherSimulation.Exact(_options with { QueueCost = 2_000_000 }, Devices.Gpu).Run(
            Enumerable.Range(0, 40).SelectMany(t => Traffic.Steady(t, 6, (t == 0 ? 1.0 : 0.1) * capacity, Traffic.Mixed, $"t{t}")));
        var served = Enumerable.Range(0, 40).Select(t => Served(played, $"t{t}", 1, 6)).ToList();
        Assert.All(served, s => Assert.InRange(s / served.Average(), 0.85, 1.15));
    }
}
