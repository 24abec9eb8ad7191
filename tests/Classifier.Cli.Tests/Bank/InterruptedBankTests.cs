using System.Text.Json;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Bank;

/// <summary>The real program, ended in the middle of <c>bank add</c>.</summary>
public sealed class InterruptedBankTests : IDisposable
{
    private const int Rounds = 8;
    private readonly BankRun _run = new();

    public void Dispose() => _run.Dispose();

    private ProgramRun Start(params string[] args) =>
        ProgramRun.Start(_run.Folder.Path, ["bank", .. args, "--models", _run.Models, "--data", _run.Data, "--provider", "cpu", "--json"]);

    private string? Domain() => JsonDocument.Parse(File.ReadAllText(Path.Combine(_run.Folder.Path, "list.json"))).RootElement
        .GetProperty("brands").EnumerateArray().Select(b => b.GetProperty("domains")[0].GetString()).SingleOrDefault();

    private async Task<string?> ListedAsync()
    {
        var list = await _run.BankAsync("list");
        Assert.Equal((ExitCode.Done, ""), (list.ExitCode, list.Error));
        _run.Folder.File("list.json", list.Out);
        return Domain();
    }

    [Fact]
    public async Task A_kill_leaves_the_brand_of_before_or_the_new_one_and_the_bank_opens()
    {
        var logo = _run.Picture("acme.png", 300, 160, 160);
        var file = Path.Combine(_run.Brands, "acme.brand");
        var (killed, before) = (0, (string?)null);
        for (var round = 0; round < Rounds; round++)
        {
            var written = File.Exists(file) ? File.GetLastWriteTimeUtc(file) : default;
            // At once, when the graph's figures are kept, when the temporary file is there, when the file has its name.
            Func<bool> when = (round % 4) switch
            {
                0 => () => Directory.Exists(_run.Data),
                1 => () => Directory.Exists(_run.Brands),
                2 => () => File.Exists(file + ".tmp") || (File.Exists(file) && File.GetLastWriteTimeUtc(file) != written),
                _ => () => File.Exists(file) && File.GetLastWriteTimeUtc(file) != written,
            };
            var wanted = $"round{round}.example";
            await using (var program = Start("add", "acme", "--domain", wanted, "--protected", logo))
                if (await program.KillWhenAsync(when)) killed++;

            var now = await ListedAsync();
            Assert.Contains(now, new[] { before, wanted });
            before = now;
        }
        Assert.True(killed > Rounds / 2);

        // What was left of temporary files hinders nothing.
        await using (var program = Start("add", "acme", "--domain", "last.example", "--protected", logo))
            Assert.Equal(ExitCode.Done, (await program.EndAsync()).ExitCode);
        Assert.Equal("last.example", await ListedAsync());
        Assert.Equal(ExitCode.Block, (await _run.ClassifyAsync(_run.Picture("screen.png", 300), "--claim-domain", "evil.example")).ExitCode);
    }

    [Fact]
    public async Task A_running_server_judges_by_a_brand_as_soon_as_it_was_added_and_after_a_kill()
    {
        var logo = _run.Picture("acme.png", 300, 160, 160);
        var screen = _run.Picture("screen.png", 300);
        async Task<(ProgramRun Server, string Address)> ServeAsync()
        {
            var server = ProgramRun.Start(
                _run.Folder.Path, "serve", "--urls", "http://127.0.0.1:0", "--http-urls", "none", "--models", _run.Models, "--data", _run.Data, "--provider", "cpu", "--json");
            using var ready = JsonDocument.Parse((await server.ReadLineAsync())!);
            return (server, ready.RootElement.GetProperty("grpc")[0].GetString()!);
        }

        var (first, address) = await ServeAsync();
        await using (first)
        {
            Assert.Equal(ExitCode.Done, (await CommandLineRun.OfAsync(["bank", "add", "acme", "--domain", "acme.example", "--protected", logo, "--address", address, "--json"])).ExitCode);
            var judged = await CommandLineRun.OfAsync(["classify", "--image", screen, "--claim-domain", "evil.example", "--address", address, "--json", "--exit-code"]);
            Assert.Equal(ExitCode.Block, judged.ExitCode);
            // What was acknowledged is on disk: the server ends without warning.
            Assert.True(await first.KillWhenAsync(() => true));
        }

        var (second, again) = await ServeAsync();
        await using (second)
        {
            var judged = await CommandLineRun.OfAsync(["classify", "--image", screen, "--claim-domain", "evil.example", "--address", again, "--json", "--exit-code"]);
            Assert.Equal(ExitCode.Block, judged.ExitCode);
            second.Terminate();
            Assert.Equal(ExitCode.Done, (await second.EndAsync()).ExitCode);
        }
    }
}
