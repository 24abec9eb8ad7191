using System.Text.Json;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Bank;

public sealed class BankCommandTests : IDisposable
{
    private readonly BankRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_brand_is_added_judged_by_listed_exported_and_removed()
    {
        var logo = _run.Picture("acme.png", 300, 160, 160);
        var screen = _run.Picture("screen.png", 300);

        var added = await _run.BankAsync("add", "acme", "--domain", "acme.example", "--domain", "acme.test", "--title", "Acme", "--protected", logo);
        Assert.Equal((ExitCode.Done, ""), (added.ExitCode, added.Error));
        JsonShape.HasKeys(added.Json, "brand", "replaced");
        var brand = added.Json.GetProperty("brand");
        JsonShape.HasKeys(brand, "brand", "title", "aliases", "domains", "protected", "public", "added", "images", "embeddings");
        Assert.Equal(("acme", "Acme", true, 1), (brand.GetProperty("brand").GetString(), brand.GetProperty("title").GetString(), brand.GetProperty("protected").GetBoolean(), brand.GetProperty("images").GetInt32()));

        Assert.Equal(ExitCode.Block, (await _run.ClassifyAsync(screen, "--claim-domain", "evil.example")).ExitCode);
        var right = await _run.ClassifyAsync(screen, "--claim-domain", "www.acme.test", "--tasks", "logo");
        Assert.Equal(ExitCode.Done, right.ExitCode);
        var seen = right.Json.GetProperty("results")[0].GetProperty("logos")[0];
        JsonShape.HasKeys(seen, "brand", "title", "similarity", "near_copy", "protected", "claim", "box");
        Assert.Equal(("acme", "RIGHT"), (seen.GetProperty("brand").GetString(), seen.GetProperty("claim").GetString()));

        var list = await _run.BankAsync("list");
        JsonShape.HasKeys(list.Json, "model", "brands");
        Assert.Equal("acme", Assert.Single(list.Json.GetProperty("brands").EnumerateArray()).GetProperty("brand").GetString());
        Assert.Equal(4, (await _run.BankAsync("list", "--all")).Json.GetProperty("brands").GetArrayLength());

        var exported = Assert.Single((await _run.BankAsync("export")).Json.GetProperty("brands").EnumerateArray());
        JsonShape.HasKeys(exported, "brand", "title", "aliases", "domains", "protected", "images");
        var png = Convert.FromBase64String(exported.GetProperty("images")[0].GetString()!);

        var removed = await _run.BankAsync("remove", "acme");
        JsonShape.HasKeys(removed.Json, "brand", "removed", "known");
        Assert.Equal(ExitCode.Done, (await _run.ClassifyAsync(screen, "--tasks", "logo")).ExitCode);

        Assert.Equal(ExitCode.Done, (await _run.BankAsync("add", "acme", "--domain", "acme.example", "--protected", _run.Folder.File("again.png", png))).ExitCode);
        Assert.Equal(ExitCode.Block, (await _run.ClassifyAsync(screen, "--tasks", "logo")).ExitCode);
    }

    [Fact]
    public async Task A_public_brand_is_protected_without_a_file()
    {
        var screen = _run.Picture("screen.png", 0);
        Assert.Equal(ExitCode.Done, (await _run.ClassifyAsync(screen, "--tasks", "logo")).ExitCode);
        Assert.Equal(ExitCode.Done, (await _run.BankAsync("add", "red", "--protected", "--domain", "red.example")).ExitCode);
        Assert.Equal(ExitCode.Block, (await _run.ClassifyAsync(screen)).ExitCode);
        Assert.Equal(ExitCode.Done, (await _run.ClassifyAsync(screen, "--claim-domain", "red.example")).ExitCode);

        Assert.Equal(ExitCode.Done, (await _run.BankAsync("remove", "red")).ExitCode);
        var again = await _run.BankAsync("remove", "red");
        Assert.Equal(ExitCode.InputRefused, again.ExitCode);
        Assert.Contains("Nothing was added for this public brand", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_added_is_one_line_with_its_exit_code()
    {
        var logo = _run.Picture("acme.png", 300, 160, 160);
        foreach (var (code, says, args) in new (int, string, string[])[]
        {
            (ExitCode.InputRefused, "brand: A brand's name has", ["add", "A B", logo]),
            (ExitCode.InputRefused, "domains: A protected brand needs a domain", ["add", "acme", "--protected", logo]),
            (ExitCode.InputRefused, "domains[0]: A domain is a host name", ["add", "acme", "--domain", "http://acme.example", logo]),
            (ExitCode.InputRefused, "images: The bank does not know this brand", ["add", "acme"]),
            (ExitCode.InputRefused, "images[0]: ", ["add", "acme", _run.Folder.File("bad.png", [1, 2, 3])]),
            (ExitCode.InputRefused, "cannot be read", ["add", "acme", Path.Combine(_run.Folder.Path, "none.png")]),
            (ExitCode.InputRefused, "The bank does not know this brand.", ["remove", "acme"]),
            (ExitCode.Usage, "Try 'classifier bank add --help'", ["add"]),
        })
        {
            var run = await _run.BankAsync(args);
            Assert.Equal(code, run.ExitCode);
            Assert.Contains(says, run.ErrorLine, StringComparison.Ordinal);
            JsonShape.HasKeys(run.Json, "error");
        }
        Assert.False(Directory.Exists(_run.Brands));
        Assert.Equal(ExitCode.Unreachable, (await CommandLineRun.OfAsync(["bank", "list", "--address", "http://127.0.0.1:1", "--json"])).ExitCode);
    }

    [Fact]
    public async Task Tables_name_brands_and_where_they_are_from()
    {
        string[] place = ["--models", _run.Models, "--data", _run.Data, "--provider", "cpu"];
        Assert.Contains("No brand was added", (await CommandLineRun.OfAsync(["bank", "list", .. place])).Out, StringComparison.Ordinal);
        var added = await CommandLineRun.OfAsync(["bank", "add", "red", "--protected", "--domain", "red.example", .. place]);
        Assert.Contains("model, marked here", added.Out, StringComparison.Ordinal);
        Assert.Contains("red.example", added.Out, StringComparison.Ordinal);
        var verdict = await CommandLineRun.OfAsync(
            ["classify", "--image", _run.Picture("screen.png", 0), "--claim-domain", "evil.example", "--models", _run.Models, "--data-dir", _run.Data, "--provider", "cpu"]);
        Assert.Contains("red, protected, claim wrong 1.000", verdict.Out, StringComparison.Ordinal);
        using var export = JsonDocument.Parse((await CommandLineRun.OfAsync(["bank", "export", .. place])).Out);
        Assert.Equal(1, export.RootElement.GetProperty("brands").GetArrayLength());
        Assert.Contains("red: removed; still known as a public brand", (await CommandLineRun.OfAsync(["bank", "remove", "red", .. place])).Out, StringComparison.Ordinal);
    }
}
