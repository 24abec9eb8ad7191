using Classifier.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Classifier.Browser.Tests.Scan;

/// <summary>The report of a scan in a real browser.</summary>
public sealed class ReportTests(ScannedTree tree) : IClassFixture<ScannedTree>
{
    private const string Visible = "document.querySelectorAll('[data-kind]:not([hidden])').length";

    [Fact]
    public async Task Page_shows_groups_with_thumbnails_and_asks_for_nothing()
    {
        await using var chromium = await Chromium.StartAsync();
        var opened = await chromium.OpenAsync(tree.Report);

        Assert.Equal(5, await opened.EvaluateAsync<int>(Visible));
        Assert.Equal(3, await opened.EvaluateAsync<int>("document.querySelectorAll('[data-kind=image]').length"));
        Assert.Equal(1, await opened.EvaluateAsync<int>("document.querySelectorAll('[data-kind=text]').length"));
        Assert.Equal(1, await opened.EvaluateAsync<int>("document.querySelectorAll('[data-kind=bytes]').length"));
        // Four of the beach, three of the hill, two of the tower; lazy ones are loaded before they are measured.
        Assert.Equal(9, await opened.EvaluateAsync<int>("""
            Promise.all([...document.images].map(async i => { i.loading = 'eager'; await i.decode(); return i.naturalWidth > 0 ? 1 : 0; })).then(w => w.reduce((a, b) => a + b, 0))
            """));
        Assert.Equal(5, await opened.EvaluateAsync<int>("document.querySelectorAll('.tile.keep').length"));
        Assert.Equal(2, await opened.EvaluateAsync<int>("document.querySelectorAll('#skipped tbody tr').length"));
        Assert.Contains("distance", await opened.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(opened.Complaints);
        Assert.Equal([new Uri(tree.Report).AbsoluteUri], opened.Requests);
    }

    [Fact]
    public async Task Hostile_file_names_are_text()
    {
        await using var chromium = await Chromium.StartAsync();
        var opened = await chromium.OpenAsync(tree.Report);

        var text = await opened.Page.InnerTextAsync("main");
        Assert.Contains(ScannedTree.HostileName, text, StringComparison.Ordinal);
        Assert.Contains(ScannedTree.HostileAttribute, text, StringComparison.Ordinal);
        Assert.Equal(1, await opened.EvaluateAsync<int>("document.scripts.length"));
        Assert.Equal(0, await opened.EvaluateAsync<int>("document.querySelectorAll('[onerror]').length"));
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task Nothing_but_the_pages_own_script_can_run()
    {
        await using var chromium = await Chromium.StartAsync();
        var opened = await chromium.OpenAsync(tree.Report);
        var ran = await opened.EvaluateAsync<bool>("""
            (() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s); return window.ran === true; })()
            """);
        Assert.False(ran);
        Assert.Contains(opened.Complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Search_kind_and_order_work_from_the_keyboard()
    {
        await using var chromium = await Chromium.StartAsync();
        var opened = await chromium.OpenAsync(tree.Report);
        var page = opened.Page;

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("BEACH small");
        Assert.Equal(1, await opened.EvaluateAsync<int>(Visible));
        Assert.Equal("1 of 5 groups", await page.InnerTextAsync("#shown"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(5, await opened.EvaluateAsync<int>(Visible));
        await page.Keyboard.TypeAsync("no such name");
        Assert.True(await page.IsVisibleAsync("#none"));
        await page.Keyboard.PressAsync("Escape");

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("kind", await opened.EvaluateAsync<string>("document.activeElement.id"));
        await page.SelectOptionAsync("#kind", "image");
        Assert.Equal(3, await opened.EvaluateAsync<int>(Visible));

        foreach (var (order, figure, sign) in new[] { ("free", "free", -1), ("files", "files", -1), ("near", "far", 1), ("far", "far", -1) })
        {
            await page.SelectOptionAsync("#sort", order);
            var values = await opened.EvaluateAsync<double[]>($"[...document.querySelectorAll('[data-kind]:not([hidden])')].map(e => +e.dataset.{figure})");
            Assert.Equal(values.OrderBy(v => sign * v), values);
        }
    }

    [Fact]
    public async Task Every_file_can_be_reached_with_the_tab_key_and_has_a_name()
    {
        await using var chromium = await Chromium.StartAsync();
        var opened = await chromium.OpenAsync(tree.Report);
        var names = new HashSet<string>();
        for (var i = 0; i < 40; i++)
        {
            await opened.Page.Keyboard.PressAsync("Tab");
            names.Add(await opened.EvaluateAsync<string>("document.activeElement.innerText.trim()"));
        }

        Assert.Contains("IMG_0001.jpg", names);
        Assert.Contains(ScannedTree.HostileName, names);
        Assert.Contains("draft.txt", names);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280, "report-light.png")]
    [InlineData(ColorScheme.Dark, 1280, "report-dark.png")]
    [InlineData(ColorScheme.Light, 390, "report-narrow.png")]
    public async Task Page_fits_its_window(ColorScheme colours, int width, string picture)
    {
        await using var chromium = await Chromium.StartAsync();
        var opened = await chromium.OpenAsync(tree.Report, colours, width);
        Assert.InRange(await opened.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, width);
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "classifier-screenshots"));
        await opened.Page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, picture), FullPage = true });
        Assert.True(new FileInfo(Path.Combine(folder.FullName, picture)).Length > 10_000);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_stands_out_from_what_is_behind_it(ColorScheme colours)
    {
        await using var chromium = await Chromium.StartAsync();
        var opened = await chromium.OpenAsync(tree.Report, colours);
        // WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1.
        var worst = await opened.EvaluateAsync<double>("""
            (() => {
              const rgb = s => s.match(/[\d.]+/g).map(Number);
              const lum = c => c.slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
              const back = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
              let worst = 21;
              for (const e of document.querySelectorAll('body *')) {
                if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !e.getClientRects().length) continue;
                const [a, b] = [lum(rgb(getComputedStyle(e).color)), lum(back(e))];
                worst = Math.min(worst, (Math.max(a, b) + .05) / (Math.min(a, b) + .05));
              }
              return worst;
            })()
            """);
        Assert.InRange(worst, 4.5, 21);
    }
}
