using Microsoft.Playwright;

namespace Classifier.Browser.Tests.Harness;

/// <summary>Debian's Chromium, driven by Playwright, which downloads nothing.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    /// <summary>Set by continuous integration, where a missing package is a failure and not a skip.</summary>
    private const string Required = "CLASSIFIER_REQUIRE_CLIENTS";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Skips the test, saying why, where there is no Chromium.</summary>
    public static async Task<Chromium> StartAsync()
    {
        if (!File.Exists(Program))
        {
            const string reason = "Needs the Debian package chromium (tests/setup.sh).";
            if (Environment.GetEnvironmentVariable(Required) == "1") Assert.Fail(reason);
            Assert.Skip(reason);
        }

        var playwright = await Playwright.CreateAsync();
        // No sandbox: it cannot be had in a container, and the page is our own.
        // /tmp whatever TMPDIR says: it keeps a socket there, and a socket's path is 107 characters at most.
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        environment["TMPDIR"] = "/tmp";
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu"], Env = environment });
        return new Chromium(playwright, browser);
    }

    public async Task<OpenedPage> OpenAsync(string file, ColorScheme colours = ColorScheme.Light, int width = 1280)
    {
        var context = await _browser.NewContextAsync(new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 900 }, Offline = true });
        var page = await context.NewPageAsync();
        var opened = new OpenedPage(page);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
