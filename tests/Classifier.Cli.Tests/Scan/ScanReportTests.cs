using System.Text.RegularExpressions;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Scan;

/// <summary>The report as text; how it looks and behaves is tested in a browser.</summary>
public sealed partial class ScanReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private async Task<string> ReportAsync()
    {
        var report = Path.Combine(_folder.Path, "report.html");
        var run = await CommandLineRun.OfAsync(["scan", Path.Combine(_folder.Path, "tree"), "--index", Path.Combine(_folder.Path, "index"), "--report", report]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Names_are_escaped_and_links_are_encoded()
    {
        using var picture = DrawnPicture.Of(1);
        foreach (var name in new[] { "<script>alert(1)<", "\"onload=\"alert(2)", "'&amp;", "a#b?c%41", "\u202Egpj.exe" })
            _folder.File($"tree/{name}.png", picture.AsPng());
        var html = await ReportAsync();
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"onload=", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', html);
        Assert.Contains("/a%23b%3Fc%2541.png", html, StringComparison.Ordinal);
        Assert.Contains("&#x27;&amp;amp;.png", html, StringComparison.Ordinal);
        Assert.Equal(1, Script().Count(html));
    }

    [Fact]
    public async Task Page_is_whole_in_itself()
    {
        using var picture = DrawnPicture.Of(1);
        _folder.File("tree/a.png", picture.AsPng());
        _folder.File("tree/b.jpg", picture.AsJpeg());
        var html = await ReportAsync();
        Assert.Equal(2, Thumbnail().Count(html));
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "report.html.new")));
    }

    [Fact]
    public async Task Groups_beyond_the_pictured_ones_are_a_list_and_what_was_skipped_stands_below()
    {
        for (var i = 0; i < 210; i++)
        {
            _folder.File($"tree/{i}/a.bin", [.. BitConverter.GetBytes(i), 1]);
            _folder.File($"tree/{i}/b.bin", [.. BitConverter.GetBytes(i), 1]);
        }

        _folder.File("tree/broken.jpg", "no picture");
        var html = await ReportAsync();
        Assert.Equal(200, Regex.Count(html, "<article "));
        Assert.Equal(10, Regex.Count(html, "<tr data-kind"));
        Assert.Contains("broken.jpg", html, StringComparison.Ordinal);
        Assert.Contains("its name is a picture&#x27;s, its content is not", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tree_without_duplicates_says_so_and_needs_no_script()
    {
        _folder.File("tree/a.txt", "x");
        var html = await ReportAsync();
        Assert.Contains("<h1>No duplicates</h1>", html, StringComparison.Ordinal);
        Assert.Equal(0, Script().Count(html));
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex("<script")]
    private static partial Regex Script();

    [GeneratedRegex("<img src=\"data:image/jpeg;base64,[A-Za-z0-9+/=]{500,}\"")]
    private static partial Regex Thumbnail();
}
