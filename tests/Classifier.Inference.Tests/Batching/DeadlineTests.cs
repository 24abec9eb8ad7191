using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Tests.Batching.Simulation;
using CsCheck;

namespace Classifier.Inference.Tests.Batching;

public sealed class DeadlineTests
{
    private static readonly BatcherOptions _exact = new()
    {
        Buckets = [64],
        TokenBudget = 512,
        MaxBatchItems = 8,
        SafetyMargin = TimeSpan.Zero,
        AgeingAfter = TimeSpan.FromSeconds(100),
    };

    [Fact]
    public void Admitted_work_is_never_late_when_the_latency_model_is_exact() =>
        (from gaps in Gen.Double[0, 0.05].Array[1, 200]
         from patience in Gen.Double[0.02, 1.5].Array[200]
         from a in Gen.Double[1e-5, 3e-4]
         from b in Gen.Double[0, 0.01]
         select (gaps, patience, latency: new LatencyCoefficients(a, b, 0))).Sample(t =>
    {
        var at = 0.0;
        var arrivals = t.gaps.Select((g, i) => new SimArrival(at += g, 64, Patience: t.patience[i])).ToArray();
        var played = BatcherSimulation.Exact(_exact, t.latency).Run(arrivals);
        Assert.DoesNotContain(played.Items, i => i.End == SimEnd.Expired);
        Assert.All(played.Items.Where(i => i.End == SimEnd.Refused), i => Assert.Equal(ErrorKind.DeadlineUnmeetable, i.Refusal));
    }, iter: 300);

    [Theory]
    [InlineData(0.9, 1)]
    [InlineData(1.5, 1)]
    [InlineData(5.0, 1)]
    [InlineData(5.0, 2)]
    public void Admitted_work_of_mixed_lengths_is_hardly_ever_late(double load, int instances)
    {
        var options = new BatcherOptions();
        var rate = load * instances * Devices.Capacity(options, Devices.Cpu);
        var played = BatcherSimulation.Exact(options, Devices.Cpu, instances).Run(Traffic.Steady(3, 60, rate, Traffic.Mixed, patience: 1.5));
        var admitted = played.Items.Count(i => i.Admitted);
        Assert.True(admitted > 1000);
        Assert.True(played.Items.Count(i => i.End == SimEnd.Expired) <= 0.005 * admitted);
    }

    [Fact]
    public void The_earliest_deadline_runs_first_within_a_tenant()
    {
        var options = _exact with { MaxBatchItems = 1 };
        var latency = new LatencyCoefficients(0, 0.1, 0);
        SimArrival[] arrivals = [new(0, 64, Patience: 50), new(0.01, 64, Patience: 30), new(0.02, 64, Patience: 20), new(0.03, 64, Patience: 10)];
        var played = BatcherSimulation.Exact(options, latency).Run(arrivals);
        Assert.Equal([0, 3, 2, 1], played.Batches.Select(b => b.Items[0].Index));
    }

    [Fact]
    public void An_item_expires_at_its_deadline_while_a_batch_runs()
    {
        // The device is five times slower than believed, so the promise to the second item can't be kept.
        var options = _exact with { MaxBatchItems = 1 };
        var played = new BatcherSimulation(options, (_, _) => 0.5, new(0, 0.1, 0)).Run([new(0, 64), new(0.01, 64, Patience: 0.4)]);
        Assert.Equal(SimEnd.Expired, played.Items[1].End);
        Assert.Equal(BatcherSimulation.Ticks(0.41), played.Items[1].EndedAt);
        Assert.True(played.Batches[0].End > played.Items[1].EndedAt);
        Assert.Single(played.Batches);
    }

    [Fact]
    public void A_running_item_expires_at_its_deadline_too()
    {
        var played = new BatcherSimulation(_exact, (_, _) => 0.5, new(0, 0.1, 0)).Run([new(0, 64, Patience: 0.2)]);
        Assert.Equal(SimEnd.Expired, played.Items[0].End);
        Assert.Equal(1, played.Items[0].Runs);
        Assert.Equal(BatcherSimulation.Ticks(0.2), played.Items[0].EndedAt);
    }

    [Fact]
    public void Work_that_became_hopeless_lets_others_go_first()
    {
        // 0 runs for 0.5 s instead of 0.1 s; then 1 has 0.05 s left and needs 0.1 s: 2 goes first, and 1 expires unrun.
        var options = _exact with { MaxBatchItems = 1, Buckets = [32, 64] };
        var played = new BatcherSimulation(options, (_, length) => length == 64 ? 0.5 : 0.1, new(0, 0.1, 0));
        played.Run([new(0, 64), new(0.01, 32, Patience: 0.54), new(0.02, 32, Patience: 5)]);
        Assert.Equal(SimEnd.Expired, played.Items[1].End);
        Assert.Equal(0, played.Items[1].Runs);
        Assert.Equal(SimEnd.Completed, played.Items[2].End);
    }
}
