using Classifier.Cli.Serving;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Bank;

/// <summary>The committed logo model on a drawn page with a brand that is in no bank it ships with.</summary>
public sealed class CommittedLogoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A models folder with the logo model alone: the others would only cost time.</summary>
    private string Models()
    {
        var source = Path.Combine(ModelsFolder.Above(AppContext.BaseDirectory) ?? "", "logo", "1");
        Assert.SkipUnless(File.Exists(Path.Combine(source, "manifest.yaml")), "the checkout holds no logo model");
        foreach (var file in Directory.EnumerateFiles(source))
        {
            var target = Path.Combine(_folder.Path, "models", "logo", "1", Path.GetFileName(file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return Path.Combine(_folder.Path, "models");
    }

    [Fact]
    public async Task A_page_with_a_protected_logo_is_judged_by_its_claim()
    {
        var models = Models();
        string[] place = ["--models", models, "--provider", "cpu", "--json"];
        var data = Path.Combine(_folder.Path, "data");
        Task<CommandLineRun> Classify(string picture, string domain) => CommandLineRun.OfAsync(
            ["classify", "--image", picture, "--claim-domain", domain, "--exit-code", "--data-dir", data, .. place]);
        var (page, bare) = (_folder.File("page.png", DrawnScreen.SignIn(withLogo: true)), _folder.File("bare.png", DrawnScreen.SignIn(withLogo: false)));

        var added = await CommandLineRun.OfAsync(
            ["bank", "add", "voltera", "--domain", "voltera.example", "--protected", _folder.File("logo.png", DrawnScreen.Logo()), "--data", data, .. place]);
        Assert.Equal((ExitCode.Done, ""), (added.ExitCode, added.Error));

        var wrong = await Classify(page, "voltera-login.example");
        Assert.Contains(wrong.ExitCode, new[] { ExitCode.Review, ExitCode.Block });
        var result = wrong.Json.GetProperty("results")[0];
        Assert.Equal("impersonation", result.GetProperty("label").GetString());
        var logo = result.GetProperty("logos")[0];
        Assert.Equal(("voltera", "WRONG"), (logo.GetProperty("brand").GetString(), logo.GetProperty("claim").GetString()));
        // The box lies over the logo, which stands at 600, 160 and is 80 pixels wide.
        int[] box = [.. logo.GetProperty("box").EnumerateArray().Select(v => v.GetInt32())];
        Assert.True(box[0] < 680 && box[0] + box[2] > 600 && box[1] < 240 && box[1] + box[3] > 160);

        Assert.Equal(ExitCode.Done, (await Classify(page, "accounts.voltera.example")).ExitCode);
        Assert.Equal(ExitCode.Done, (await Classify(bare, "voltera-login.example")).ExitCode);
    }

    [Fact]
    public async Task Every_public_brand_is_listed_with_its_rows()
    {
        var models = Models();
        var run = await CommandLineRun.OfAsync(
            ["bank", "list", "--all", "--models", models, "--provider", "cpu", "--data", Path.Combine(_folder.Path, "data"), "--json"]);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        var brands = run.Json.GetProperty("brands").EnumerateArray().ToArray();
        Assert.True(brands.Length > 500);
        Assert.All(brands, b => Assert.True(b.GetProperty("public").GetBoolean() && !b.GetProperty("protected").GetBoolean() && b.GetProperty("embeddings").GetInt32() > 0));
    }
}
