using Classifier.Cli.Load.Live;
using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Load.Run;
using Classifier.Cli.Load.Schedules;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;

namespace Classifier.Cli.Tests.Load;

/// <summary>What a person sees while the load runs.</summary>
public sealed class LiveViewTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly OutcomeLog _log = new();

    private static LiveWindow Window(double second, double good = 1, double? p99 = 10) => new(second, "spike", 5, good, 0, 0, 0, 4, p99, 2, 7);

    private LiveReader Reader(RunClock clock)
    {
        var profile = new LoadProfile
        {
            Name = "x", Phases = [new() { Name = "one", For = TimeSpan.FromSeconds(4), Rate = new(1, false) }, new() { Name = "two", For = TimeSpan.FromSeconds(4), Rate = new(1, false) }],
        };
        var schedule = new Schedule(profile, 0, [true], _ => []);
        return new(new(schedule, null, clock, _log, new Pacer(clock, _log, 1), new StatsWatch(null!, clock)));
    }

    private void Add(OutcomeKind kind, double due, double done)
    {
        _log.Due();
        _log.Add(new(new Arrival(due, 0, 0, 0), due, done, kind, "", true, null, null, default));
    }

    [Fact]
    public void Each_look_counts_what_is_new_since_the_last()
    {
        var clock = new RunClock(_time);
        var reader = Reader(clock);
        for (var i = 0; i < 6; i++) Add(OutcomeKind.Ok, 0, 0.1);
        Add(OutcomeKind.Shed, 0, 0.1);
        _time.Advance(TimeSpan.FromSeconds(2));
        var first = reader.Read();
        Add(OutcomeKind.Ok, 2, 2.5);
        Add(OutcomeKind.Error, 2, 2.1);
        Add(OutcomeKind.DeadlineMissed, 2, 2.1);
        _log.Due();
        _time.Advance(TimeSpan.FromSeconds(4));
        var second = reader.Read();

        Assert.Equal(("one", 3.5, 3, 0.5, 0, 0), (first.Phase, first.OfferedRate, first.Goodput, first.ShedRate, first.MissedRate, first.ErrorRate));
        Assert.Equal(("two", 1, 0.25, 0, 0.25, 0.25), (second.Phase, second.OfferedRate, second.Goodput, second.ShedRate, second.MissedRate, second.ErrorRate));
        Assert.InRange(first.P99Ms!.Value, 99, 101);
        Assert.InRange(second.P50Ms!.Value, 495, 505);
    }

    [Fact]
    public void After_the_last_arrival_it_waits_for_answers_and_without_any_there_is_no_latency()
    {
        var reader = Reader(new RunClock(_time));
        _time.Advance(TimeSpan.FromSeconds(9));
        var window = reader.Read();

        Assert.Equal("waiting for the last answers", window.Phase);
        Assert.Null(window.P99Ms);
        Assert.Contains("p99 –", LoadView.Line(window), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_has_a_row_a_figure_with_its_last_value_and_its_course()
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        console.Profile.Width = 120;
        console.Write(LoadView.Chart([Window(1, 0), Window(2, 4, null), Window(3, 8, 12.34)], 90));

        var lines = text.ToString().Split('\n');
        Assert.Contains(lines, l => l.Contains("3 of 90 s", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("spike", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("good a second", StringComparison.Ordinal) && l.Contains("8.0", StringComparison.Ordinal) && l.Contains("▁▅█", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("p99 in ms", StringComparison.Ordinal) && l.Contains("12.3", StringComparison.Ordinal) && l.Contains("▇ █", StringComparison.Ordinal));
        foreach (var name in (string[])["offered", "shed", "late", "errors", "p50", "in flight", "queued in the server"])
            Assert.Contains(lines, l => l.Contains(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new double[] { 0, 0, 0 }, "▁▁▁")]
    [InlineData(new double[] { 1, 2, 4 }, "▃▅█")]
    [InlineData(new double[] { -1, 8 }, "▁█")]
    public void A_course_goes_from_zero_to_its_largest_value(double[] values, string drawn) => Assert.Equal(drawn, Sparkline.Of(values.Select(v => (double?)v)));

    [Fact]
    public void A_gap_in_a_course_stays_empty() => Assert.Equal("▁ █", Sparkline.Of([0, null, 1]));
}
