using System.Globalization;
using System.Net;
using System.Text;
using Classifier.Cli.Json;
using Classifier.Cli.Load.Profiles;

namespace Classifier.Cli.Load.Report;

/// <summary>A run as one page that needs nothing else: no script, no font, no other file.</summary>
internal static class HtmlReport
{
    private const string Style = """
        :root { color-scheme: light dark; --back: #ffffff; --ink: #1c1e21; --soft: #5b6168; --axis: #777d85; --grid: #e3e6ea; --bad: #b3261e; --good: #1a7f37;
          --line-0: #1f6fd1; --line-1: #d9730d; --line-2: #b3261e; --line-3: #1a7f37; --line-4: #7a3fc2; --line-5: #0f8b8d; }
        @media (prefers-color-scheme: dark) { :root { --back: #14171a; --ink: #e8eaed; --soft: #a3aab2; --axis: #8b939c; --grid: #2b3036; --bad: #ff8a80; --good: #6fd08c;
          --line-0: #6cb0ff; --line-1: #ffab57; --line-2: #ff8a80; --line-3: #6fd08c; --line-4: #c3a0ff; --line-5: #5fd3d5; } }
        body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; margin: 0 0 .3rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .4rem; } p { margin: .2rem 0; } .soft { color: var(--soft); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .25rem .6rem; text-align: right; border-bottom: 1px solid var(--grid); white-space: nowrap; } th:first-child, td:first-child { text-align: left; }
        th { font-weight: 600; color: var(--soft); } tr.part td { color: var(--soft); } tr.part td:first-child { padding-left: 1.6rem; }
        .bad { color: var(--bad); font-weight: 600; } .good { color: var(--good); font-weight: 600; }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); gap: 1.2rem; } figure { margin: 0; } svg { width: 100%; height: auto; display: block; }
        figcaption { font-weight: 600; } .key { font-weight: 400; margin-left: .8rem; white-space: nowrap; } .key::before { content: ""; display: inline-block; width: .9rem; height: .2rem;
          margin-right: .3rem; vertical-align: middle; background: var(--c); } .ticks text { font: 11px system-ui, sans-serif; fill: var(--soft); }
        """;

    public static string Of(LoadDocument d, LoadProfile profile)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append(CultureInfo.InvariantCulture, $"<title>Load: {Safe(d.Profile)}</title><style>{Style}</style></head><body>")
            .Append(CultureInfo.InvariantCulture, $"<h1>Load: {Safe(d.Profile)}</h1><p>{Safe(profile.Description)}</p><p class=\"soft\">{Safe(LoadTables.Summary(d))}</p>")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">Started {d.Started:yyyy-MM-dd HH:mm} UTC, seed {d.Seed}. Latency counts from the moment at which a request was due.</p>");
        Thresholds(page, d);
        page.Append("<h2>Figures</h2>");
        Figures(page, d);
        page.Append("<h2>Over time</h2><div class=\"plots\">");
        var number = 0;
        foreach (var plot in ReportPlots.Of(d, profile)) Figure(page, plot, number++);
        page.Append("</div><h2>Statuses</h2><div class=\"wide\"><table><tr><th>status</th><th>requests</th></tr>");
        foreach (var (status, count) in d.Statuses) page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Safe(status)}</td><td>{count}</td></tr>");
        return page.Append("</table></div></body></html>\n").ToString();
    }

    private static void Thresholds(StringBuilder page, LoadDocument d)
    {
        if (d.Thresholds.Count == 0) return;
        page.Append("<h2>Thresholds</h2><div class=\"wide\"><table><tr><th>fails if</th><th>found</th><th>limit</th><th></th></tr>");
        foreach (var t in d.Thresholds)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Safe(t.FailIf)}</td><td>{LoadTables.Number(t.Value, "0.###")}</td><td>{LoadTables.Number(t.Limit, "0.###")}</td><td class=\"{(t.Violated ? "bad\">violated" : "good\">held")}</td></tr>");
        page.Append("</table></div>");
    }

    private static void Figures(StringBuilder page, LoadDocument d)
    {
        page.Append("<div class=\"wide\"><table><tr><th></th>");
        foreach (var (name, _) in LoadTables.Columns) page.Append(CultureInfo.InvariantCulture, $"<th>{Safe(name)}</th>");
        page.Append("</tr>");
        Row("all", d, false);
        foreach (var tenant in d.Tenants.Where(_ => d.Tenants.Count > 1)) Row(tenant.Name, tenant, true);
        foreach (var phase in d.Phases)
        {
            Row(phase.Name, phase, false);
            foreach (var tenant in phase.Tenants.Where(t => phase.Tenants.Count > 1 && t.Offered > 0)) Row(tenant.Name, tenant, true);
        }
        page.Append("</table></div>");

        void Row(string name, LoadFigures f, bool part)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr{(part ? " class=\"part\"" : "")}><td>{Safe(name)}</td>");
            foreach (var (_, text) in LoadTables.Columns) page.Append(CultureInfo.InvariantCulture, $"<td>{Safe(text(f))}</td>");
            page.Append("</tr>");
        }
    }

    private static void Figure(StringBuilder page, TimePlot plot, int number)
    {
        page.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{Safe(plot.Title)} <span class=\"soft\">({Safe(plot.Unit)})</span>");
        for (var i = 0; i < plot.Lines.Count; i++)
            page.Append(CultureInfo.InvariantCulture, $"<span class=\"key\" style=\"--c: var(--line-{i % TimePlot.MostLines})\">{Safe(plot.Lines[i].Name)}</span>");
        page.Append(CultureInfo.InvariantCulture, $"</figcaption>{SvgPlot.Draw(plot, number)}</figure>");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
