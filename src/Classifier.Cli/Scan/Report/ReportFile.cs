using System.Security.Cryptography;
using System.Text;
using Classifier.Imaging;

namespace Classifier.Cli.Scan.Report;

/// <summary>Writes the page.</summary>
internal static class ReportFile
{
    public static async Task WriteAsync(
        string path, ScanOutcome outcome, IImageDecoder decoder, IScanProgress progress, TimeProvider time, CancellationToken cancellation)
    {
        var groups = outcome.OwnGroups.OrderByDescending(g => g.Reclaimable).ThenBy(g => g.Members[0].File.Name, StringComparer.Ordinal).ToList();
        var pictured = groups.Take(ReportPage.PicturedGroups).ToList();
        progress.Begin("Thumbnails", pictured.Sum(g => Math.Min(g.Members.Count, ReportPage.TilesOfGroup)));
        var thumbnails = await Thumbnails.MakeAsync(pictured, decoder, outcome.Settings.Workers, progress.Advance, cancellation);
        var page = new ReportPage(outcome, groups, thumbnails, time.GetLocalNow());
        await OutputFile.WriteAsync(path, page.WriteAsync);
    }

    /// <summary>A file that is built into the program.</summary>
    public static string Asset(string name)
    {
        using var stream = typeof(ReportFile).Assembly.GetManifestResourceStream($"Classifier.Cli.Scan.Report.Assets.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>As a content security policy names what may stand in the page: nothing else runs, even if escaping had a hole.</summary>
    public static string Source(string asset) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(asset)))}'";
}
