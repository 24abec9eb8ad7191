using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Bank;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Eval;

/// <summary><c>eval --task logo</c> through the real pipeline over the tiny logo model.</summary>
public sealed class LogoEvalTests : IDisposable
{
    private const double Red = 0, RedAltered = 25, Unknown = 60, Green = 120;
    private readonly BankRun _run = new();
    private readonly List<string> _rows = [];

    public void Dispose() => _run.Dispose();

    private void Row(double? hue, string? brand, string source = "s")
    {
        var file = $"{_rows.Count}.png";
        _run.Picture("set/" + file, hue ?? 0, side: hue is null ? 0 : 80);
        _rows.Add($$"""{"file":"{{file}}","brand":{{(brand is null ? "null" : $"\"{brand}\"")}},"source":"{{source}}"}""");
    }

    private Task<CommandLineRun> EvalAsync(params string[] more)
    {
        _run.Folder.File("set/manifest.jsonl", string.Join('\n', _rows));
        return CommandLineRun.OfAsync(
            ["eval", "--task", "logo", "--data", Path.Combine(_run.Folder.Path, "set"), "--models", _run.Models, "--data-dir", _run.Data, "--provider", "cpu", .. more]);
    }

    [Fact]
    public async Task Top_1_is_over_rows_with_a_brand_and_false_matches_over_those_without()
    {
        Row(Red, "red");
        Row(Red, "rouge");
        Row(RedAltered, "red");
        Row(Red, "green");
        Row(Green, "nobody");
        Row(null, null);
        Row(Unknown, null);
        Row(RedAltered, null, "other");
        Row(Green, null, "other");
        var run = await EvalAsync("--json");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        var json = run.Json;
        Assert.Equal((9, 5), (json.GetProperty("n").GetInt32(), json.GetProperty("positives").GetInt32()));
        // Right: red and its alias; red altered too where near copies count.
        Assert.Equal((0.4, 0.6), (json.GetProperty("top1").GetDouble(), json.GetProperty("top1_with_near").GetDouble()));
        // Of four without a brand: one shows green, one a near copy of red.
        Assert.Equal((0.25, 0.5), (json.GetProperty("false_match_rate").GetDouble(), json.GetProperty("false_match_rate_with_near").GetDouble()));
        Assert.Equal(1, json.GetProperty("not_in_bank").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.GetProperty("threshold").ValueKind);
        Assert.Equal(["other", "s"], json.GetProperty("by_source").Keys().Order());
        Assert.Equal(0.5, json.GetProperty("fpr").GetDouble());
    }

    [Fact]
    public async Task A_protected_brand_changes_no_figure()
    {
        Row(Red, "red");
        Row(Green, "green");
        Row(null, null);
        var before = await EvalAsync("--json");
        Assert.Equal(ExitCode.Done, (await _run.BankAsync("add", "red", "--protected", "--domain", "red.example")).ExitCode);
        Assert.Equal(before.Out, (await EvalAsync("--json")).Out);
        Assert.Equal((1.0, 0.0), (before.Json.GetProperty("top1").GetDouble(), before.Json.GetProperty("false_match_rate").GetDouble()));
    }

    [Fact]
    public async Task A_set_of_one_kind_leaves_the_other_figure_out()
    {
        Row(null, null);
        var run = await EvalAsync("--json");
        Assert.DoesNotContain("top1", run.Json.Keys());
        Assert.Equal(0, run.Json.GetProperty("false_match_rate").GetDouble());
        Assert.Contains("top-1 –, false matches 0.0000", (await EvalAsync()).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"brand":"red"}""", "has no string \"file\"")]
    [InlineData("""{"file":"none.png","brand":"red"}""", "names a file that is not there")]
    [InlineData("""{"file":"0.png"}""", "has no \"brand\" of a name or null")]
    [InlineData("""{"file":"0.png","brand":7}""", "has no \"brand\" of a name or null")]
    [InlineData("""{"file":"0.png","brand":""}""", "has no \"brand\" of a name or null")]
    public async Task A_bad_row_is_named_by_its_line(string row, string fault)
    {
        Row(Red, "red");
        _rows.Add(row);
        var run = await EvalAsync("--json");
        Assert.Equal(ExitCode.InputRefused, run.ExitCode);
        Assert.Contains("line 2 " + fault, run.ErrorLine, StringComparison.Ordinal);
    }
}
