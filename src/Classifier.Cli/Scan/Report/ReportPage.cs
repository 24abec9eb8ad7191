using System.Globalization;
using Classifier.Cli.Scan.Grouping;
using Classifier.Imaging.Thumbnails;

namespace Classifier.Cli.Scan.Report;

/// <summary>The page: figures, tools, groups with thumbnails, further groups as a list, what was skipped.</summary>
/// <param name="groups">In the order in which they are shown.</param>
/// <param name="thumbnails">By full path.</param>
internal sealed class ReportPage(
    ScanOutcome outcome, IReadOnlyList<ScanGroup> groups, IReadOnlyDictionary<string, Thumbnail> thumbnails, DateTimeOffset now)
{
    /// <summary>Groups with thumbnails; 200 of them with four members each are about 8 MB.</summary>
    public const int PicturedGroups = 200;

    /// <summary>Members of a group with a tile of their own.</summary>
    public const int TilesOfGroup = 24;

    /// <summary>Skipped files that are listed.</summary>
    public const int MostSkipped = 2000;

    public async Task WriteAsync(TextWriter writer)
    {
        var (style, script) = (ReportFile.Asset("report.css"), ReportFile.Asset("report.js"));
        await writer.WriteAsync($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src {ReportFile.Source(style)}; script-src {ReportFile.Source(script)}; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Duplicates in {Html.Text(Path.GetFileName(outcome.Tree.Root))}</title>
            <style>{style}</style>
            </head>
            <body>

            """);
        await writer.WriteAsync(Head());
        if (groups.Count > 0) await writer.WriteAsync(Tools());
        await writer.WriteAsync("<main>\n");
        await WriteGroupsAsync(writer);
        await writer.WriteAsync(Skipped());
        await writer.WriteAsync($"</main>\n<footer>{Foot()}</footer>\n");
        if (groups.Count > 0) await writer.WriteAsync($"<script>{script}</script>\n");
        await writer.WriteAsync("</body>\n</html>\n");
    }

    private string Head()
    {
        var spare = groups.Sum(g => g.Members.Count - 1);
        var known = outcome.Reused > 0 ? string.Create(CultureInfo.InvariantCulture, $"<small>{outcome.Reused:N0} known before</small>") : "";
        var rate = outcome.ImagesPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $"<small>{outcome.ImagesPerSecond:N0} pictures/s</small>") : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <header>
            <h1>{(groups.Count == 0 ? "No duplicates" : groups.Count == 1 ? "1 group of duplicates" : $"{groups.Count:N0} groups of duplicates")}</h1>
            <p class="root"><bdi>{Html.Text(outcome.Tree.Root)}</bdi></p>
            <dl class="figures">
            <div><dt>Files</dt><dd>{outcome.Tree.Files.Count:N0}</dd></div>
            <div><dt>Fingerprinted</dt><dd>{outcome.Hashed:N0}{known}</dd></div>
            <div><dt>Spare copies</dt><dd>{spare:N0}</dd></div>
            <div><dt>Space to free</dt><dd>{ByteSize.Text(outcome.Reclaimable)}</dd></div>
            <div><dt>Skipped</dt><dd>{outcome.Skipped.Count:N0}</dd></div>
            <div><dt>Time</dt><dd>{Duration(outcome.Total)}{rate}</dd></div>
            </dl>
            </header>

            """);
    }

    private static string Tools() => """
        <div class="tools"><form role="search">
        <label class="search"><span>Search</span><input id="search" type="search" placeholder="Part of a path (press / to come here)" autocomplete="off" spellcheck="false"></label>
        <label>Show <select id="kind"><option value="">everything</option><option value="image">pictures</option><option value="text">texts</option><option value="bytes">equal files</option></select></label>
        <label>Sort by <select id="sort"><option value="free">space to free</option><option value="files">number of files</option><option value="near">nearest first</option><option value="far">farthest first</option><option value="path">path</option></select></label>
        <output id="shown" role="status"></output>
        </form></div>

        """;

    private async Task WriteGroupsAsync(TextWriter writer)
    {
        if (groups.Count == 0)
        {
            await writer.WriteAsync("<p class=\"nothing\">Every picture, text and file in this folder is there once.</p>\n");
            return;
        }

        await writer.WriteAsync("<section aria-label=\"Groups\">\n<div data-list>\n");
        foreach (var group in groups.Take(PicturedGroups)) await writer.WriteAsync(GroupCard.Html(group, thumbnails));
        await writer.WriteAsync("</div>\n</section>\n<p id=\"none\" class=\"nothing\" hidden>No group has that.</p>\n");
        if (groups.Count <= PicturedGroups) return;
        await writer.WriteAsync("<section>\n<h2>Further groups</h2>\n<div class=\"scroll\"><table><thead><tr><th>Kind</th><th class=\"number\">Files</th><th class=\"number\">Distance</th><th class=\"number\">To free</th><th>Keep</th><th>Others</th></tr></thead>\n<tbody data-list>\n");
        foreach (var group in groups.Skip(PicturedGroups)) await writer.WriteAsync(GroupCard.Row(group));
        await writer.WriteAsync("</tbody></table></div>\n</section>\n");
    }

    private string Skipped()
    {
        if (outcome.Skipped.Count == 0) return "";
        var rows = outcome.Skipped.Take(MostSkipped)
            .Select(s => $"<tr><td><bdi>{Html.Text(Path.GetRelativePath(outcome.Tree.Root, s.Path))}</bdi></td><td>{Html.Text(s.Reason)}</td></tr>\n");
        var more = outcome.Skipped.Count > MostSkipped ? $"<p>and {outcome.Skipped.Count - MostSkipped} more; <code>--out</code> has all.</p>\n" : "";
        return $"<section>\n<h2>Skipped files</h2>\n<div class=\"scroll\"><table id=\"skipped\"><thead><tr><th>File</th><th>Reason</th></tr></thead>\n<tbody>\n{string.Concat(rows)}</tbody></table></div>\n{more}</section>\n";
    }

    private string Foot() => string.Create(CultureInfo.InvariantCulture,
        $"Scanned {now:yyyy-MM-dd HH:mm}. Pictures are of one group when at most {outcome.Settings.Threshold} of the 256 bits of their PDQ hashes differ from those of the group’s reference{(outcome.Settings.Turned ? ", turned or mirrored as needed" : "")}; pictures with too little detail, and files of other kinds, only when their bytes are equal. The copy to keep is a suggestion: most pixels, then most bytes, then the shortest path. Nothing was changed.");

    private static string Duration(TimeSpan time) => time.TotalSeconds < 60
        ? time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes:N0} min {time.Seconds} s");
}
