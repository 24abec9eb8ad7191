using System.Collections.Concurrent;
using Classifier.Cli.Scan.Grouping;
using Classifier.Cli.Scan.Phases;
using Classifier.Cli.Scan.Prints;
using Classifier.Core;
using Classifier.Imaging;
using Classifier.Imaging.Thumbnails;

namespace Classifier.Cli.Scan.Report;

/// <summary>Makes the page's thumbnails; the pictures are decoded a second time, for a scan keeps no pixels.</summary>
internal static class Thumbnails
{
    /// <summary>Twice the side at which the page shows them, for sharp screens, would be four times the bytes.</summary>
    public const int Side = 256;

    private static readonly DecodeRequest Request = DecodeRequest.Display with { ShrinkTo = Side };

    /// <summary>Thumbnails by full path; a picture that can no longer be read has none.</summary>
    public static async Task<IReadOnlyDictionary<string, Thumbnail>> MakeAsync(
        IReadOnlyList<ScanGroup> groups, IImageDecoder decoder, int workers, Action done, CancellationToken cancellation)
    {
        var made = new ConcurrentDictionary<string, Thumbnail>(StringComparer.Ordinal);
        var members = groups.SelectMany(g => g.Members.Take(ReportPage.TilesOfGroup));
        await Parallel.ForEachAsync(members, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, async (member, token) =>
        {
            if (member.Print is ImagePrint && await MakeAsync(member, decoder, token) is { } thumbnail) made[member.File.Path] = thumbnail;
            done();
        });
        return made;
    }

    private static async Task<Thumbnail?> MakeAsync(ScanMember member, IImageDecoder decoder, CancellationToken cancellation)
    {
        try
        {
            using var opened = OpenedFile.Open(member.File);
            var bytes = new byte[member.File.Size];
            var length = opened.Read(bytes, 0);
            using var decoded = await decoder.DecodeAsync(bytes.AsMemory(0, length), Request, cancellation);
            return Thumbnail.Of(decoded.First, Side);
        }
        catch (Exception e) when (e is UnreadableException or ClassifierException)
        {
            return null;
        }
    }
}
