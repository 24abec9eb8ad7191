using Classifier.Cli.Json;
using Classifier.Cli.Load.Limits;
using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Tests.Load;

public sealed class FailConditionTests
{
    private static readonly LoadProfile Profile = new()
    {
        Name = "test",
        Tenants = [new() { Name = "web" }, new() { Name = "jobs.v2" }],
        Phases = [new() { Name = "steady", For = TimeSpan.FromSeconds(1) }, new() { Name = "step 1", For = TimeSpan.FromSeconds(1) }],
    };

    private static LoadPart Part(string name, LoadFigures figures, params LoadPart[] tenants) => LoadPart.Of(name, figures, tenants);

    private static readonly LoadPart[] Tenants = [Part("web", new() { P99Ms = 30 }), Part("jobs.v2", new())];

    private static readonly FigureScopes Scopes = new(
        new LoadFigures { P99Ms = 100, Goodput = 45, Errors = 0, Ok = 7 },
        [Part("steady", new() { P99Ms = 40 }, Tenants), Part("step 1", new() { P99Ms = 90 }, Part("web", new() { P99Ms = 61 }), Part("jobs.v2", new() { Errors = 3 }))],
        Tenants, 50);

    [Theory]
    [InlineData("p99_ms>200", false, 100.0, 200.0)]
    [InlineData("p99_ms>=100", true, 100.0, 100.0)]
    [InlineData("p99_ms > 99.5", true, 100.0, 99.5)]
    [InlineData("errors>0", false, 0.0, 0.0)]
    [InlineData("run.ok<=7", true, 7.0, 7.0)]
    [InlineData("goodput<0.9*capacity", false, 45.0, 45.0)]
    [InlineData("goodput < 0.91 * capacity", true, 45.0, 45.5)]
    [InlineData("step 1.p99_ms>2*steady.p99_ms", true, 90.0, 80.0)]
    [InlineData("step 1/web.p99_ms>2.1*steady/web.p99_ms", false, 61.0, 63.0)]
    [InlineData("step 1/jobs.v2.errors>0", true, 3.0, 0.0)]
    [InlineData("run/web.p99_ms>1e2", false, 30.0, 100.0)]
    public void Check_compares_the_named_figures(string text, bool violated, double value, double limit)
    {
        var record = FailCondition.Parse(text, Profile, true).Check(Scopes);
        Assert.Equal((text, violated), (record.FailIf, record.Violated));
        Assert.Equal(value, record.Value!.Value, 1e-9);
        Assert.Equal(limit, record.Limit!.Value, 1e-9);
    }

    [Theory]
    [InlineData("run/jobs.v2.p99_ms>100")]
    [InlineData("p99_ms>2*run/jobs.v2.p99_ms")]
    public void What_could_not_be_measured_is_violated(string text) => Assert.True(FailCondition.Parse(text, Profile, true).Check(Scopes).Violated);

    [Theory]
    [InlineData("")]
    [InlineData("p99_ms")]
    [InlineData("p99_ms=3")]
    [InlineData("p99_ms>fast")]
    [InlineData("p98_ms>3")]
    [InlineData("peak.p99_ms>3")]
    [InlineData("steady/nobody.p99_ms>3")]
    [InlineData("p99_ms>2*unknown")]
    public void Parse_refuses_what_names_nothing(string text) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<CliException>(() => FailCondition.Parse(text, Profile, true)).ExitCode);

    [Fact]
    public void Parse_refuses_a_capacity_that_nobody_will_know() =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<CliException>(() => FailCondition.Parse("goodput<1*capacity", Profile, false)).ExitCode);
}
