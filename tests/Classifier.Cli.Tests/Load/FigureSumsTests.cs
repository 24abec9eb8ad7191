using Classifier.Cli.Load.Report;
using Classifier.Cli.Load.Run;
using CsCheck;

namespace Classifier.Cli.Tests.Load;

public sealed class FigureSumsTests
{
    private static readonly Gen<Outcome> Outcomes = Gen.Select(Gen.Double[0, 10], Gen.Double[0, 3], Gen.Enum<OutcomeKind>(), Gen.Bool, Gen.Int[0, 8]).Select((due, latency, kind, agrees, batch) =>
        new Outcome(new(due, 0, 0, 0), due, due + latency, kind, kind.ToString(), kind != OutcomeKind.Error, kind == OutcomeKind.Ok ? agrees : null, null, new(1000, 2000, 3000, batch, batch, 2 * batch)));

    [Fact]
    public void Every_request_is_counted_once_and_percentiles_ascend() => Outcomes.Array[0, 200].Sample(all =>
    {
        var f = FigureSums.Of(all, all, 0, 20);
        Assert.Equal(all.Length, f.Offered);
        Assert.Equal(f.Offered, f.Ok + f.Errors + f.Shed + f.Degraded + f.DeadlineMissed);
        Assert.Equal(f.Offered, f.Statuses.Values.Sum());
        Assert.True(f.Goodput <= f.Throughput + 1e-9);
        Assert.Equal(f.Ok / 20.0, f.Goodput, 1e-9);
        if (f.P50Ms is null) Assert.DoesNotContain(all, o => o.HasVerdict);
        else Assert.True(f.P50Ms <= f.P95Ms && f.P95Ms <= f.P99Ms && f.P99Ms <= f.MaxMs);
    });

    [Fact]
    public void Percentiles_are_those_of_the_sorted_latencies_to_three_digits() => Gen.Double[0.001, 100].Array[1, 300].Sample(seconds =>
    {
        var sorted = seconds.Order().ToArray();
        foreach (var percent in (double[])[50, 95, 99, 100])
        {
            // HdrHistogram takes the rank nearest to the percentage.
            var expected = sorted[Math.Clamp((int)(percent / 100 * sorted.Length + 0.5) - 1, 0, sorted.Length - 1)] * 1e3;
            Assert.Equal(expected, Percentiles.Of(seconds).Milliseconds(percent)!.Value, 0.002 * expected + 0.002);
        }
    });

    [Fact]
    public void Rates_are_those_of_the_answers_that_came_in_the_stretch()
    {
        Outcome At(double due, double done, OutcomeKind kind = OutcomeKind.Ok) => new(new(due, 0, 0, 0), due, done, kind, "x", true, true, true, default);
        Outcome[] all = [At(0, 1), At(1, 5), At(6, 7, OutcomeKind.Shed), At(9, 12)];
        var f = FigureSums.Of(all, all, 4, 8);
        Assert.Equal(1 / 4.0, f.Goodput, 1e-9);
        Assert.Equal(2 / 4.0, f.Throughput, 1e-9);
    }

    [Fact]
    public void Mean_batch_is_over_batches_and_not_over_their_members()
    {
        Outcome Of(int batch) => new(new(0, 0, 0, 0), 0, 1, OutcomeKind.Ok, "OK", true, true, true, new(1, 1, 1, batch, 30, 40));
        Outcome[] all = [Of(3), Of(3), Of(3), Of(1)];
        var f = FigureSums.Of(all, all, 0, 1);
        Assert.Equal(2, f.MeanBatch!.Value, 1e-9);
        Assert.Equal(0.75, f.RealPerPadded!.Value, 1e-9);
    }
}
