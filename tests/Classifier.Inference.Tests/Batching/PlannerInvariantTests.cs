using Classifier.Core;
using Classifier.Inference.Batching;
using Classifier.Inference.Tests.Batching.Simulation;
using CsCheck;

namespace Classifier.Inference.Tests.Batching;

/// <summary>What must hold for any options and any traffic.</summary>
public sealed class PlannerInvariantTests
{
    private static readonly Gen<LatencyCoefficients> _latency =
        from a in Gen.Double[1e-6, 3e-4]
        from b in Gen.Double[0, 8e-3]
        from c in Gen.Double[0, 1e-7]
        select new LatencyCoefficients(a, b, c);

    private static readonly Gen<BatcherOptions> _options =
        from longest in Gen.Int[8, 300]
        from budget in Gen.Int[300, 2000]
        from items in Gen.Int[1, 40]
        from fill in Gen.Double[0, 1]
        from queue in Gen.Int[300, 20_000]
        from low in Gen.Double[0, 1]
        from delay in Gen.Int[0, 20]
        from overhead in Gen.Double[0, 0.2]
        select new BatcherOptions
        {
            Buckets = LengthBuckets.Default(longest),
            TokenBudget = budget,
            MaxBatchItems = items,
            MinFill = fill,
            QueueCost = queue,
            LowWatermark = low,
            MaxDelay = TimeSpan.FromMilliseconds(delay),
            OverheadShare = overhead,
            AgeingAfter = TimeSpan.FromMilliseconds(200),
        };

    private static readonly Gen<SimArrival> _arrival =
        from at in Gen.Double[0, 1]
        from length in Gen.Double[0, 1]
        from tenant in Gen.Int[0, 3].Select(t => "abcd"[t].ToString())
        from bulk in Gen.Bool
        from patience in Gen.OneOf(Gen.Const(double.PositiveInfinity), Gen.Double[0.005, 2])
        from cancel in Gen.Frequency((4, Gen.Const(double.PositiveInfinity)), (1, Gen.Double[0, 0.5]))
        select new SimArrival(at, (int)(length * 1000), tenant, bulk ? WorkClass.Batch : WorkClass.Interactive, patience, cancel);

    private static readonly Gen<(BatcherOptions Options, LatencyCoefficients Latency, int Instances, SimArrival[] Arrivals)> _world =
        from options in _options
        from latency in _latency
        from instances in Gen.Int[1, 3]
        from arrivals in _arrival.Array[1, 300]
        select (options, latency, instances, Array.ConvertAll(arrivals, a => a with { Length = 1 + a.Length % options.Buckets[^1] }));

    private static BatcherSimulation Play((BatcherOptions Options, LatencyCoefficients Latency, int Instances, SimArrival[] Arrivals) w) =>
        BatcherSimulation.Exact(w.Options, w.Latency, w.Instances).Run(w.Arrivals);

    [Fact]
    public void Every_item_ends_exactly_once_and_runs_at_most_once() => _world.Sample(w =>
    {
        var played = Play(w);
        Assert.All(played.Items, i =>
        {
            // A second end would have thrown in SimItem.Finish.
            Assert.NotEqual(SimEnd.None, i.End);
            Assert.InRange(i.Runs, 0, 1);
            if (i.End == SimEnd.Completed) Assert.Equal(1, i.Runs);
            if (i.End is SimEnd.Refused or SimEnd.Shed) Assert.Equal(0, i.Runs);
        });
        Assert.Equal(played.Items.Sum(i => i.Runs), played.Batches.Sum(b => b.Items.Count));
        Assert.True(played.Planner.IsEmpty);
        Assert.Equal(0, played.Planner.Cost);
        Assert.Equal(long.MaxValue, played.Planner.NextDeadline);
    }, iter: 300);

    [Fact]
    public void No_batch_exceeds_its_budgets_and_every_item_fits_its_padded_length() => _world.Sample(w =>
        Assert.All(Play(w).Batches, b =>
        {
            Assert.NotEmpty(b.Items);
            Assert.True(b.Cells <= w.Options.TokenBudget);
            Assert.True(b.Items.Count <= w.Options.MaxBatchItems);
            Assert.All(b.Items, i => Assert.True(i.Length <= b.PaddedLength));
            Assert.Equal(w.Options.Buckets.First(l => l >= b.Items.Max(i => i.Length)), b.PaddedLength);
        }), iter: 300);

    [Fact]
    public void Lengths_mix_only_while_the_grid_stays_full_enough() => _world.Sample(w =>
        Assert.All(Play(w).Batches, b =>
        {
            var shorter = w.Options.Buckets.Where(l => l < b.PaddedLength).DefaultIfEmpty(0).Max();
            if (b.Items.All(i => i.Length > shorter)) return;
            // Items of the padded length's own bucket join freely; they may lower the fill, but not below what they fill themselves.
            var own = b.Items.Where(i => i.Length > shorter).Min(i => (double)i.Length / b.PaddedLength);
            Assert.True((double)b.Real / b.Cells >= Math.Min(w.Options.MinFill, own) - 1e-9);
        }), iter: 300);

    [Fact]
    public void Nothing_completes_after_its_deadline_and_nothing_expires_before_or_long_after() => _world.Sample(w =>
        Assert.All(Play(w).Items, i =>
        {
            if (i.End == SimEnd.Completed) Assert.True(i.EndedAt <= i.Deadline);
            if (i.End == SimEnd.Expired) Assert.Equal(i.Deadline, i.EndedAt);
            if (i.End == SimEnd.Cancelled) Assert.Equal(i.ArrivedAt + BatcherSimulation.Ticks(i.Arrival.CancelAfter), i.EndedAt);
        }), iter: 300);

    [Fact]
    public void The_queue_never_holds_more_than_its_high_watermark() => _world.Sample(w =>
    {
        // Parked work leaves the class queues' bound alone only until its own deadline, and is counted in it.
        Assert.True(Play(w).MostCost <= w.Options.QueueCost);
    }, iter: 300);

    [Fact]
    public void The_same_traffic_gives_the_same_batches() => _world.Sample(w =>
    {
        static string Trace(BatcherSimulation s) => string.Join(';', s.Batches.Select(b => $"{b.Start}:{string.Join(',', b.Items.Select(i => i.Index))}"));
        Assert.Equal(Trace(Play(w)), Trace(Play(w)));
    }, iter: 50);

    [Fact]
    public void A_batch_does_not_depend_on_the_order_in_which_its_items_came() =>
        (from lengths in Gen.Int[1, 128].Array[1, 60]
         from seed in Gen.Int
         select (lengths, seed)).Sample(t =>
    {
        var options = new BatcherOptions { Buckets = LengthBuckets.Default(128), TokenBudget = 1024, MaxBatchItems = 8, AgeingAfter = TimeSpan.FromHours(1) };
        var arrivals = t.lengths.Select((l, i) => new SimArrival(0, l, Patience: 100 + i)).ToArray();
        var shuffled = arrivals.ToArray();
        new Random(t.seed).Shuffle(shuffled);
        static IEnumerable<string> Batches(BatcherOptions o, SimArrival[] a) => BatcherSimulation.Exact(o, Devices.Cpu).Run(a).Batches
            .Select(b => string.Join(',', b.Items.Select(i => i.Arrival.Patience).Order()));
        Assert.Equal(Batches(options, arrivals), Batches(options, shuffled));
    }, iter: 200);
}
