using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Tests.Batching.Simulation;

namespace Classifier.Inference.Tests.Batching;

/// <summary>1 × → 10 × → 1 × of capacity, on a device whose runs scatter and that the planner has to learn.</summary>
public sealed class SpikeTests
{
    private const double SpikeFrom = 30;
    private const double SpikeTo = 45;
    private const double End = 75;

    private static readonly BatcherOptions _options = new() { QueueCost = 65_536 };

    private static double CostBetween(BatcherSimulation s, double from, double to) => s.Items
        .Where(i => i.End == SimEnd.Completed && i.EndedAt >= from * BatcherSimulation.Frequency && i.EndedAt < to * BatcherSimulation.Frequency)
        .Sum(i => (double)i.Length);

    private static double P99(IEnumerable<SimItem> items)
    {
        var sorted = items.Select(i => i.Latency).Order().ToList();
        return sorted[sorted.Count * 99 / 100];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_spike_costs_neither_goodput_nor_the_latency_of_what_is_admitted(int seed)
    {
        var noise = new Random(seed);
        // Scatter of ±10 % that a second call for the same run must repeat: it hangs on the shape and a slow clock of its own.
        var wobble = Enumerable.Range(0, 997).Select(_ => 0.9 + 0.2 * noise.NextDouble()).ToArray();
        double Run(int n, int length) => Devices.Cpu.Predict(n, length) * wobble[(n * 31 + length) % 997];
        var capacity = Devices.Capacity(_options, Devices.Cpu);
        var played = new BatcherSimulation(_options, Run, Devices.Cpu with { A = Devices.Cpu.A * 0.7 }).Run(
            Traffic.Poisson(seed, 0, End, 10 * capacity, t => (t is >= SpikeFrom and < SpikeTo ? 10 : 1) * capacity, Traffic.Mixed, patience: 2));
        var spike = played.Items.Where(i => i.Arrival.At is >= SpikeFrom and < SpikeTo).ToList();
        var steady = played.Items.Where(i => i.Arrival.At is >= 10 and < SpikeFrom).ToList();

        // Capacity in cost: what full batches of this mix would do.
        var random = new Random(3);
        var meanCost = Enumerable.Range(0, 20_000).Average(_ => Traffic.Mixed(random));
        var goodput = CostBetween(played, SpikeFrom, SpikeTo) / (SpikeTo - SpikeFrom);
        Assert.True(goodput >= 0.9 * capacity * meanCost, $"{goodput:0} of {capacity * meanCost:0}");

        var admitted = spike.Where(i => i.Admitted).ToList();
        Assert.True(P99(admitted.Where(i => i.End == SimEnd.Completed)) <= 2 * P99(steady.Where(i => i.End == SimEnd.Completed)));
        Assert.True(admitted.Count(i => i.End == SimEnd.Expired) <= 0.01 * admitted.Count);
        Assert.All(spike.Where(i => i.End == SimEnd.Refused), i =>
            Assert.True(i.Refusal is ErrorKind.DeadlineUnmeetable or ErrorKind.Overloaded));

        // And it is over when it is over.
        var after = played.Items.Where(i => i.Arrival.At is >= SpikeTo + 5).ToList();
        Assert.True(after.Count(i => i.End == SimEnd.Completed) >= 0.9 * after.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_bound_on_waiting_holds_under_a_spike_and_costs_no_throughput(int seed)
    {
        var capacity = Devices.Capacity(_options, Devices.Cpu);
        BatcherSimulation Play(TimeSpan? most) => new BatcherSimulation(_options with { MaxWait = most }, Devices.Cpu.Predict, Devices.Cpu) { ThroughGate1 = true }
            .Run(Traffic.Poisson(seed, 0, 30, 10 * capacity, _ => 10 * capacity, Traffic.Mixed));
        var (bounded, free) = (Play(TimeSpan.FromSeconds(0.5)), Play(null));

        var ran = bounded.Items.Where(i => i.End == SimEnd.Completed).ToList();
        Assert.True(ran.Max(i => i.Wait) <= 0.75, $"one waited {ran.Max(i => i.Wait):0.00} s");
        Assert.True(free.Items.Where(i => i.End == SimEnd.Completed).Max(i => i.Wait) > 1.5);
        Assert.True(CostBetween(bounded, 5, 30) >= 0.97 * CostBetween(free, 5, 30));
        Assert.All(bounded.Items.Where(i => i.End == SimEnd.Refused), i => Assert.Equal(ErrorKind.Overloaded, i.Refusal));
    }

    [Fact]
    public void A_spike_beyond_the_queue_is_refused_as_overload_when_nobody_has_a_deadline()
    {
        var capacity = Devices.Capacity(_options, Devices.Cpu);
        var played = BatcherSimulation.Exact(_options, Devices.Cpu).Run(Traffic.Steady(9, 30, 10 * capacity, Traffic.Mixed));
        Assert.All(played.Items.Where(i => i.End == SimEnd.Refused), i => Assert.Equal(ErrorKind.Overloaded, i.Refusal));
        Assert.Contains(played.Items, i => i.End == SimEnd.Refused);
        Assert.All(played.Items.Where(i => i.Admitted), i => Assert.Equal(SimEnd.Completed, i.End));
    }
}
