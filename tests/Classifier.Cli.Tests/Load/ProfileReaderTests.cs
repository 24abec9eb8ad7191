using Classifier.Cli.Load.Limits;
using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Shell;
using Classifier.V1;
using CsCheck;

namespace Classifier.Cli.Tests.Load;

public sealed class ProfileReaderTests
{
    private const string Phase = "phases: [{name: a, for: 1s, rate: 5}]\n";

    private static LoadProfile Read(string yaml) => ProfileReader.Read("test", "test.yaml", yaml);

    [Fact]
    public void Built_in_profiles_are_valid_and_so_are_their_thresholds()
    {
        Assert.Superset(new HashSet<string> { "steady", "steps", "spike", "soak" }, ProfileFiles.Names.ToHashSet());
        foreach (var name in ProfileFiles.Names)
        {
            var profile = ProfileFiles.Read(name);
            Assert.Equal(name, profile.Name);
            Assert.NotEmpty(profile.Description);
            Assert.All(profile.Thresholds, t => FailCondition.Parse(t, profile, profile.NeedsCapacity));
        }
    }

    [Fact]
    public void The_spike_goes_to_ten_times_the_capacity_and_back()
    {
        var profile = ProfileFiles.Read("spike");
        Assert.Equal([new Rate(1, true), new Rate(10, true), new Rate(1, true)], profile.Phases.Select(p => p.Rate));
        Assert.Equal(ContentSet.Long, profile.Content);
        Assert.Contains(profile.Tenants, t => t.Priority == Priority.Batch);
    }

    [Fact]
    public void Everything_that_a_profile_says_is_read()
    {
        var p = Read("""
            description: all of it
            seed: 9
            tasks: [toxicity, injection]
            content: short
            items: 7
            in_flight: 11
            attempts: 2
            deadline: 250ms
            images: {share: 0.5, tasks: [deepfake, toxicity]}
            calibration: {for: 2s, callers: 3}
            tenants:
              - {name: web, weight: 2, attacks: 0.5}
              - {name: jobs, priority: batch, deadline: 1m}
            phases:
              - {name: up, shape: ramp, for: 2m, capacity: 0.5x, to: 2x, arrivals: even, weights: {jobs: 0}}
              - {name: saw, shape: sawtooth, for: 10s, rate: 1, to: 20, period: 2.5s}
              - {name: old, shape: trace, for: 5s, trace: t.csv, speed: 3}
            thresholds: ["errors>0"]
            """);
        Assert.Equal(0.5, p.Images.Share);
        Assert.Equal(["deepfake", "toxicity"], p.Images.Tasks);
        Assert.Equal((9, 7, 11, 2, "toxicity"), (p.Seed, p.Items, p.InFlight, p.Attempts, p.LabelTask));
        Assert.Equal((TimeSpan.FromSeconds(2), 3), (p.Calibration.For, p.Calibration.Callers));
        Assert.Equal(new TenantPlan { Name = "web", Weight = 2, Attacks = 0.5, Deadline = TimeSpan.FromMilliseconds(250) }, p.Tenants[0]);
        Assert.Equal(new TenantPlan { Name = "jobs", Priority = Priority.Batch, Deadline = TimeSpan.FromMinutes(1) }, p.Tenants[1]);
        Assert.Equal((PhaseShape.Ramp, new Rate(0.5, true), 2.0, Arrivals.Even), (p.Phases[0].Shape, p.Phases[0].Rate, p.Phases[0].To, p.Phases[0].Arrivals));
        Assert.Equal(0, p.Phases[0].Weights["jobs"]);
        Assert.Equal((TimeSpan.FromSeconds(2.5), 20.0), (p.Phases[1].Period, p.Phases[1].To));
        Assert.Equal(("t.csv", 3.0), (p.Phases[2].Trace, p.Phases[2].Speed));
        Assert.Equal(["errors>0"], p.Thresholds);
        Assert.True(p.NeedsCapacity);
    }

    [Fact]
    public void Steps_become_phases_of_their_own()
    {
        var p = Read("phases: [{name: step, shape: steps, for: 30s, steps: 3, rate: 10, to: 30}]");
        Assert.Equal(["step 1", "step 2", "step 3"], p.Phases.Select(x => x.Name));
        Assert.Equal([10, 20, 30], p.Phases.Select(x => x.Rate.Value));
        Assert.All(p.Phases, x => Assert.Equal(TimeSpan.FromSeconds(10), x.For));
    }

    [Theory]
    [InlineData("", "must be")]
    [InlineData("phases: [", "is not YAML")]
    [InlineData("- a", "must be a mapping")]
    [InlineData("seed: 1", "phases are missing")]
    [InlineData(Phase + "speed: 3", "no key of the name 'speed'")]
    [InlineData(Phase + "seed: -1", "seed must be a number")]
    [InlineData(Phase + "seed: 1.5", "seed must be a whole number")]
    [InlineData(Phase + "seed: 1\nseed: 2", "YAML")]
    [InlineData(Phase + "content: huge", "content must be one of short, mixed, long")]
    [InlineData(Phase + "deadline: 5", "deadline must be a duration")]
    [InlineData(Phase + "deadline: 0s", "above zero")]
    [InlineData(Phase + "tenants: [{name: a b}]", "tenants[0].name")]
    [InlineData(Phase + "tenants: [{name: a}, {name: a}]", "the same name twice")]
    [InlineData(Phase + "tenants: [{name: a, weight: 0}]", "no weight")]
    [InlineData(Phase + "tenants: [{name: a, priority: unspecified}]", "tenants[0].priority")]
    [InlineData("phases: [{name: a, for: 1s}]", "phases[0] needs either")]
    [InlineData("phases: [{name: a, for: 1s, rate: 1, capacity: 1x}]", "phases[0] needs either")]
    [InlineData("phases: [{name: a, for: 1s, capacity: fast}]", "phases[0].capacity must be a multiple")]
    [InlineData("phases: [{name: a, for: 1s, rate: .nan}]", "phases[0].rate")]
    [InlineData("phases: [{name: a, for: 1s, rate: 1, to: 2}]", "phases[0].to has no meaning")]
    [InlineData("phases: [{name: a, for: 1s, rate: 1, shape: ramp}]", "phases[0].to is missing")]
    [InlineData("phases: [{name: a, for: 1s, rate: 1, to: 2, shape: sawtooth}]", "phases[0].period is missing")]
    [InlineData("phases: [{name: a, for: 1s, shape: trace}]", "phases[0].trace is missing")]
    [InlineData("phases: [{name: a, for: 1s, rate: 1, weights: {nobody: 1}}]", "phases[0].weights has no key")]
    [InlineData("phases: [{name: a, for: 1s, rate: 1, weights: {default: 0}}]", "leave nobody")]
    [InlineData("phases: [{name: a, for: 24h, rate: 1000}]", "too many arrivals")]
    [InlineData("phases: [{name: a, for: 1s, rate: 1}, {name: a, for: 1s, rate: 1}]", "the same name twice")]
    public void A_wrong_profile_is_a_usage_error_that_names_the_place(string yaml, string inMessage)
    {
        var e = Assert.Throws<CliException>(() => Read(yaml));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.StartsWith("test.yaml: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(inMessage, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Any_text_is_a_profile_or_a_usage_error()
    {
        var good = File.ReadAllText(Path.Combine(Repository(), "benchmarks", "profiles", "spike.yaml"));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 20], Gen.String[Gen.Char["{}[]:,-&*!|>'\"#%@ \n0x1a"], 0, 6]).Sample((at, remove, insert) =>
        {
            var text = good[..at] + insert + good[Math.Min(good.Length, at + remove)..];
            try
            {
                Assert.NotEmpty(Read(text).Phases);
            }
            catch (CliException e)
            {
                Assert.Equal(ExitCode.Usage, e.ExitCode);
            }
        });
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Classifier.sln"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
