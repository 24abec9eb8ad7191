using Classifier.Cli.Json;
using Classifier.Cli.Scan.Grouping;
using Classifier.Cli.Scan.Prints;

namespace Classifier.Cli.Scan;

/// <summary>Makes the document of a scan.</summary>
internal static class ScanDocuments
{
    public static ScanDocument Of(ScanOutcome outcome, string index) => new(
        outcome.Tree.Files.Count,
        outcome.Hashed,
        [.. outcome.Skipped.Select(s => new SkippedRecord(s.Path, s.Reason))],
        [.. outcome.Groups.Select(Group)],
        Math.Round(outcome.ImagesPerSecond, 2),
        outcome.Tree.Root,
        outcome.Settings.Threshold,
        outcome.Settings.Turned,
        outcome.Other,
        outcome.Tree.Links,
        outcome.Reused,
        outcome.Reclaimable,
        Math.Round(outcome.Total.TotalSeconds, 3),
        index);

    private static GroupRecord Group(ScanGroup group) => new(
        group.Kind switch
        {
            GroupKind.Image => "image",
            GroupKind.Text => "text",
            _ => "bytes",
        },
        group.Algorithm, group.Hash, [.. group.Members.Select(Member)], group.Keep.File.Path, group.Reclaimable, group.Inside);

    private static MemberRecord Member(ScanMember member)
    {
        var image = member.Print as ImagePrint;
        return new(
            member.File.Path, member.Distance, member.File.Size, image?.Width, image?.Height, image is null ? null : FormatName(image),
            image?.Quality, image is null ? null : image.Shrunk ? "shrunk" : "full", member.Turn is { } turn ? TurnName(turn) : null);
    }

    public static string FormatName(ImagePrint image) => image.Format.ToString().ToLowerInvariant();

    public static string TurnName(Fingerprint.Hashing.DihedralVariant turn) => turn.ToString().ToLowerInvariant();
}
