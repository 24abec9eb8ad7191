using System.Text.RegularExpressions;
using System.Xml.Linq;
using Classifier.Cli.Json;
using Classifier.Cli.Load.Live;
using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Load.Report;
using CsCheck;

namespace Classifier.Cli.Tests.Load;

public sealed partial class ReportTests
{
    private static readonly LoadProfile Profile = new()
    {
        Name = "a<b>&c", Description = "<script>", Phases = [new() { Name = "one", For = TimeSpan.FromSeconds(2) }, new() { Name = "two", For = TimeSpan.FromSeconds(3) }],
    };

    private static LoadDocument Document() => LoadDocument.Of(
        new LoadFigures { Offered = 3, Statuses = new Dictionary<string, int> { ["OK"] = 3 } }, Profile.Name,
        [LoadPart.Of("one", new(), []), LoadPart.Of("two", new(), [])], [], [new("p99_ms>2", null, 2, true), new("errors>0", 0, 0, false)],
        [.. Enumerable.Range(0, 5).Select(i => new LoadMoment(i, 1, 10 * i, 9, 0, 1, 0, 0, i == 2 ? null : 5, 8, 9, 3, 4, 0.9, 200 + i, 30, 150 + i))]);

    [Fact]
    public void The_page_needs_nothing_else_and_knows_light_and_dark()
    {
        var html = HtmlReport.Of(Document(), Profile);
        Assert.DoesNotMatch(Outside(), html);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("a&lt;b&gt;&amp;c", html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
        Assert.Contains("violated", html, StringComparison.Ordinal);
        Assert.Contains("held", html, StringComparison.Ordinal);
        Assert.Equal(8, html.Split("<svg ").Length - 1);
        var ids = Identifiers().Matches(html).Select(m => m.Value).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void A_plot_is_well_formed_has_words_without_fonts_and_colours_of_the_page_only() =>
        Gen.Select(Gen.Double[0, 1e7], Gen.Int[1, 4], Gen.Int[0, 40]).Sample((most, lines, points) =>
        {
            double[] seconds = [.. Enumerable.Range(0, points).Select(i => i + 0.5)];
            var plot = new TimePlot("t & u", "ms", seconds, [.. Enumerable.Range(0, lines).Select(l => new PlotLine("l" + l, [.. seconds.Select(s => s % 7 < 1 ? (double?)null : most * s / 40)]))], [0, 3]);
            var svg = XElement.Parse(SvgPlot.Draw(plot, 1));
            Assert.All(svg.Descendants("text"), t => Assert.NotEmpty(t.Value));
            Assert.True(svg.Descendants("text").Count() >= 4);
            Assert.DoesNotMatch("#0102[0-9a-f]{2}", svg.ToString());
        }, iter: 20);

    [Fact]
    public void Ticks_are_round_begin_at_zero_and_reach_the_top() => Gen.Select(Gen.Double[1e-3, 1e9], Gen.Int[2, 12]).Sample((most, wanted) =>
    {
        var ticks = NiceTicks.Of(most, wanted);
        Assert.Equal(0, ticks[0]);
        Assert.True(ticks[^1] >= most * (1 - 1e-6));
        Assert.True(ticks[^2] < most);
        Assert.InRange(ticks.Length, 2, wanted + 2);
    });

    [Fact]
    public void A_sparkline_goes_from_the_lowest_to_the_highest_block() => Assert.Equal("▁ █▅", Sparkline.Of([0, null, 10, 5.5]));

    [Fact]
    public void A_gap_parts_a_line()
    {
        var runs = SvgPlot.Runs([1, 2, 3, 4, 5], [1, 2, null, 4, null]).ToArray();
        Assert.Equal([[1, 2], [4]], runs.Select(r => r.Xs));
    }

    [GeneratedRegex("""(src|href|xlink:href)\s*=|url\((?!#)|@import|https?://(?!www\.w3\.org)""")]
    private static partial Regex Outside();

    [GeneratedRegex("""(?<=\bid=")[^"]*""")]
    private static partial Regex Identifiers();
}
