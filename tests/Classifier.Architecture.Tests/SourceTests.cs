using Classifier.Architecture.Tests.Facts;
using Classifier.Architecture.Tests.Rules;

namespace Classifier.Architecture.Tests;

public sealed class SourceTests
{
    private static readonly Dictionary<string, string> LongFiles = [];

    private static readonly Dictionary<string, string> OwnClocks = new()
    {
        ["src/Classifier.Client/Internal/Calls.cs"] = "gRPC counts deadlines on the machine's clock",
    };

    private static readonly Dictionary<string, string> Nobody = [];

    [Fact]
    public void Files_are_short() => Assert.Empty(FileLength.Violations(Read("src", "tests", "benchmarks"), LongFiles));

    [Fact]
    public void Time_comes_from_a_time_provider() => Assert.Empty(Clocks.Violations(Read("src"), OwnClocks));

    [Fact]
    public void Nothing_sleeps() =>
        Assert.Empty(Read("tests").Where(file => !file.Path.Contains("Architecture", StringComparison.Ordinal) && file.Text.Contains("Thread.Sleep", StringComparison.Ordinal)).Select(file => file.Path));

    [Fact]
    public void Files_are_seen() => Assert.True(Read("src").Count > 20);

    [Theory]
    [InlineData(FileLength.Most, 0)]
    [InlineData(FileLength.Most + 1, 1)]
    public void A_long_file_is_found(int lines, int violations)
    {
        var file = new SourceFile("src/A.cs", string.Concat(Enumerable.Repeat("line\n", lines)));
        Assert.Equal(violations, FileLength.Violations([file], Nobody).Count());
    }

    [Fact]
    public void An_excused_long_file_is_fine_and_a_stale_excuse_is_found()
    {
        var file = new SourceFile("src/A.cs", new string('\n', FileLength.Most + 2) + "end");
        Assert.Empty(FileLength.Violations([file], new Dictionary<string, string> { ["src/A.cs"] = "a table" }));
        Assert.Single(FileLength.Violations([], new Dictionary<string, string> { ["src/A.cs"] = "a table" }));
    }

    [Theory]
    [InlineData("Thread.Sleep(5);")]
    [InlineData("var now = DateTime.Now;")]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("var now = DateTimeOffset.UtcNow;")]
    [InlineData("var day = DateTime.Today;")]
    [InlineData("var watch = Stopwatch.StartNew();")]
    [InlineData("var t = Environment.TickCount64;")]
    public void A_clock_of_its_own_is_found(string line) =>
        Assert.Single(Clocks.Violations([new SourceFile("src/A.cs", $"{{\n    {line}\n}}")], Nobody));

    [Theory]
    [InlineData("var now = time.GetUtcNow();")]
    [InlineData("// DateTime.Now would not do")]
    [InlineData("/// <summary>Not <c>Stopwatch</c>.</summary>")]
    public void A_given_clock_is_fine(string line) => Assert.Empty(Clocks.Violations([new SourceFile("src/A.cs", line)], Nobody));

    [Fact]
    public void An_excused_clock_is_fine_and_a_stale_excuse_is_found()
    {
        var excuse = new Dictionary<string, string> { ["src/A.cs"] = "measures the machine" };
        Assert.Empty(Clocks.Violations([new SourceFile("src/A.cs", "Stopwatch.GetTimestamp()")], excuse));
        Assert.Single(Clocks.Violations([new SourceFile("src/A.cs", "")], excuse));
    }

    private static IReadOnlyList<SourceFile> Read(params string[] folders) =>
        [.. Repository.Find("*.cs", folders).Select(path => new SourceFile(path, Repository.Read(path)))];
}
