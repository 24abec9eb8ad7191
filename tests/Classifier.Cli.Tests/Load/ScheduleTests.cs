using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Load.Schedules;
using Classifier.Cli.Shell;
using CsCheck;

namespace Classifier.Cli.Tests.Load;

public sealed class ScheduleTests
{
    private static readonly bool[] Items = [true, false, false, true, false];

    private static LoadProfile Profile(int seed, params PhasePlan[] phases) => new() { Name = "test", Seed = seed, Phases = phases };

    private static PhasePlan Constant(string name, double rate, double seconds, Arrivals arrivals = Arrivals.Poisson) =>
        new() { Name = name, For = TimeSpan.FromSeconds(seconds), Rate = new(rate, false), Arrivals = arrivals };

    private static Schedule Of(LoadProfile profile, double capacity = 0, IReadOnlyList<TracePoint>? trace = null) => new(profile, capacity, Items, _ => trace ?? []);

    [Fact]
    public void Arrivals_are_a_function_of_the_seed() => Gen.Select(Gen.Int[0, 1_000_000], Gen.Double[1, 100]).Sample((seed, rate) =>
    {
        var profile = Profile(seed, Constant("a", rate, 5), Constant("b", 2 * rate, 5));
        var first = Of(profile).Arrivals().ToArray();
        Assert.Equal(first, Of(profile).Arrivals());
        if (first.Length > 5) Assert.NotEqual(first, Of(profile with { Seed = seed + 1 }).Arrivals());
    });

    [Fact]
    public void Arrivals_ascend_and_lie_in_their_phase() => Gen.Select(Gen.Int[0, 1000], Gen.Double[0, 100], Gen.Double[0, 100]).Sample((seed, a, b) =>
    {
        var ramp = Constant("ramp", a, 3) with { Shape = PhaseShape.Ramp, To = b };
        var schedule = Of(Profile(seed, Constant("a", a, 2), ramp, Constant("even", b, 2, Arrivals.Even)));
        var before = 0.0;
        foreach (var arrival in schedule.Arrivals())
        {
            var phase = schedule.Phases[arrival.Phase];
            Assert.True(arrival.Seconds >= before);
            Assert.InRange(arrival.Seconds, phase.Start, phase.Start + phase.Seconds + 1e-9);
            Assert.InRange(arrival.Item, 0, Items.Length - 1);
            before = arrival.Seconds;
        }
    });

    [Fact]
    public void Poisson_counts_have_the_mean_and_the_variance_of_the_rate()
    {
        double[] counts = [.. Enumerable.Range(0, 400).Select(seed => (double)Of(Profile(seed, Constant("a", 50, 2))).Arrivals().Count())];
        var mean = counts.Average();
        var variance = counts.Average(c => (c - mean) * (c - mean));
        // Five standard errors; the seeds are fixed, so this cannot fail by chance.
        Assert.InRange(mean, 100 - 5 * 0.5, 100 + 5 * 0.5);
        Assert.InRange(variance, 65, 140);
    }

    [Fact]
    public void Even_arrivals_keep_their_distance()
    {
        var times = Of(Profile(1, Constant("a", 10, 2, Arrivals.Even))).Arrivals().Select(a => a.Seconds).ToArray();
        Assert.Equal(20, times.Length);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(0.1, pair.Second - pair.First, 1e-9));
    }

    [Fact]
    public void A_spike_offers_ten_times_as_much()
    {
        PhasePlan Of(string name, double multiple) => Constant(name, 0, 20) with { Rate = new(multiple, true), To = multiple };
        var schedule = ScheduleTests.Of(Profile(7, Of("steady", 1), Of("spike", 10), Of("after", 1)), capacity: 30);
        var counts = schedule.Arrivals().CountBy(a => a.Phase).ToDictionary();
        Assert.Equal(600 + 6000 + 600, schedule.Total, 1e-6);
        Assert.InRange(counts[1] / (double)counts[0], 8.5, 11.5);
        Assert.InRange(counts[2] / (double)counts[0], 0.8, 1.25);
    }

    [Fact]
    public void A_phase_is_the_same_whatever_stands_before_it()
    {
        var alone = Of(Profile(3, Constant("x", 5, 1), Constant("b", 40, 2))).Arrivals().Where(a => a.Phase == 1);
        var after = Of(Profile(3, Constant("x", 70, 4), Constant("b", 40, 2))).Arrivals().Where(a => a.Phase == 1);
        Assert.Equal(alone.Select(a => (Math.Round(a.Seconds - 1, 9), a.Item)), after.Select(a => (Math.Round(a.Seconds - 4, 9), a.Item)));
    }

    [Fact]
    public void Weights_and_shares_of_attacks_are_kept()
    {
        var profile = Profile(5, Constant("a", 500, 10), Constant("b", 500, 10) with { Weights = new Dictionary<string, double> { ["x"] = 0 } }) with
        {
            Tenants = [new() { Name = "x", Weight = 3, Attacks = 1 }, new() { Name = "y", Weight = 1, Attacks = 0.2 }],
        };
        var arrivals = Of(profile).Arrivals().ToArray();
        Assert.InRange(arrivals.Count(a => a is { Phase: 0, Tenant: 0 }) / (double)arrivals.Count(a => a.Phase == 0), 0.71, 0.79);
        Assert.DoesNotContain(arrivals, a => a is { Phase: 1, Tenant: 0 });
        Assert.All(arrivals.Where(a => a.Tenant == 0), a => Assert.True(Items[a.Item]));
        var y = arrivals.Where(a => a.Tenant == 1).ToArray();
        Assert.InRange(y.Count(a => Items[a.Item]) / (double)y.Length, 0.16, 0.24);
    }

    [Fact]
    public void A_trace_is_replayed_at_its_speed_until_the_phase_ends()
    {
        var profile = Profile(1, Constant("t", 0, 3) with { Shape = PhaseShape.Trace, Trace = "f", Speed = 2 }) with { Tenants = [new() { Name = "x" }, new() { Name = "y" }] };
        var arrivals = Of(profile, trace: [new(0, "y"), new(1, "x"), new(5, "y"), new(7, "y")]).Arrivals().ToArray();
        Assert.Equal([0, 0.5, 2.5], arrivals.Select(a => a.Seconds));
        Assert.Equal([1, 0, 1], arrivals.Select(a => a.Tenant));
    }

    [Theory]
    [InlineData("1\n0.5\n", "line 2")]
    [InlineData("# head\n1,web\nx\n", "line 3")]
    [InlineData("NaN\n", "line 1")]
    [InlineData("1,nobody\n", "tenant")]
    public void A_trace_of_another_form_is_refused(string text, string inMessage)
    {
        var e = Assert.Throws<CliException>(() => TracePoint.Read(new StringReader(text), "trace.csv", ["web"]));
        Assert.Equal(ExitCode.InputRefused, e.ExitCode);
        Assert.Contains(inMessage, e.Message, StringComparison.Ordinal);
    }
}
