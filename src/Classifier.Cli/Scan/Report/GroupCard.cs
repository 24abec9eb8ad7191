using System.Globalization;
using System.Text;
using Classifier.Cli.Scan.Grouping;
using Classifier.Cli.Scan.Prints;
using Classifier.Fingerprint.Hashing;
using Classifier.Imaging.Thumbnails;

namespace Classifier.Cli.Scan.Report;

/// <summary>A group as a card with a tile a member, or as a row of a table.</summary>
internal static class GroupCard
{
    // Near enough to the usual threshold that a person should look.
    private const int Far = 20;

    public static string Html(ScanGroup group, IReadOnlyDictionary<string, Thumbnail> thumbnails)
    {
        var card = new StringBuilder();
        var spare = group.Members.Count - 1;
        card.Append(CultureInfo.InvariantCulture, $"<article class=\"group\" {Data(group)}>\n<h3>{Title(group)} <span>{spare:N0} spare, {ByteSize.Text(group.Reclaimable)} to free{Distances(group)}</span><code title=\"{group.Algorithm} {group.Hash}\">{group.Algorithm} {group.Hash[..16]}…</code></h3>\n<ul class=\"tiles\">\n");
        // The copy to keep comes first: the others are judged against it.
        foreach (var member in group.Members.OrderByDescending(m => m == group.Keep).Take(ReportPage.TilesOfGroup)) Tile(card, group, member, thumbnails);
        card.Append("</ul>\n");
        if (group.Members.Count > ReportPage.TilesOfGroup) card.Append(CultureInfo.InvariantCulture, $"<p class=\"what\">and {group.Members.Count - ReportPage.TilesOfGroup} more</p>\n");
        return card.Append("</article>\n").ToString();
    }

    public static string Row(ScanGroup group)
    {
        var others = string.Join("<br>", group.Members.Where(m => m != group.Keep).Take(ReportPage.TilesOfGroup).Select(m => $"<bdi>{Report.Html.Text(m.File.Name)}</bdi>"));
        return string.Create(CultureInfo.InvariantCulture,
            $"<tr {Data(group)}><td>{Kind(group)}</td><td class=\"number\">{group.Members.Count}</td><td class=\"number\">{group.Members[^1].Distance}</td><td class=\"number\">{ByteSize.Text(group.Reclaimable)}</td><td><bdi>{Report.Html.Text(group.Keep.File.Name)}</bdi></td><td>{others}</td></tr>\n");
    }

    private static void Tile(StringBuilder card, ScanGroup group, ScanMember member, IReadOnlyDictionary<string, Thumbnail> thumbnails)
    {
        var name = Report.Html.Text(Path.GetFileName(member.File.Name));
        var where = Path.GetDirectoryName(member.File.Name) is { Length: > 0 } folder ? folder : "top folder";
        var link = Report.Html.Text(Report.Html.Link(member.File.Path));
        card.Append(CultureInfo.InvariantCulture, $"<li class=\"tile{(member == group.Keep ? " keep" : "")}\">");
        if (thumbnails.TryGetValue(member.File.Path, out var thumbnail))
            card.Append(CultureInfo.InvariantCulture, $"<a class=\"picture\" href=\"{link}\" tabindex=\"-1\" aria-hidden=\"true\"><img src=\"data:image/jpeg;base64,{Convert.ToBase64String(thumbnail.Jpeg)}\" width=\"{thumbnail.Width}\" height=\"{thumbnail.Height}\" alt=\"\" loading=\"lazy\"></a>");
        card.Append(CultureInfo.InvariantCulture, $"<div class=\"about\"><a class=\"name\" href=\"{link}\" title=\"{name}\"><bdi>{name}</bdi></a><div class=\"where\"><bdi>{Report.Html.Text(where)}</bdi></div><div class=\"what\">{What(member)}</div><div class=\"badges\">{Badges(group, member)}</div></div></li>\n");
    }

    private static string Badges(ScanGroup group, ScanMember member)
    {
        var keep = member == group.Keep ? "<span class=\"badge keep\">Keep</span>" : "";
        if (group.Kind == GroupKind.Bytes) return keep + (member == group.Keep ? "" : "<span class=\"badge\">same bytes</span>");
        var reference = string.Create(CultureInfo.InvariantCulture,
            $"<span class=\"badge{(group.Kind == GroupKind.Image && member.Distance > Far ? " far" : "")}\">distance {member.Distance}</span>");
        var turn = member.Turn is { } t && t != DihedralVariant.Original ? $"<span class=\"badge\">{TurnText(t)}</span>" : "";
        return keep + reference + turn + (member.HasEqual ? "<span class=\"badge\">has an exact copy</span>" : "");
    }

    private static string What(ScanMember member) => member.Print switch
    {
        ImagePrint image => string.Create(CultureInfo.InvariantCulture, $"{image.Width} × {image.Height} · {ByteSize.Text(member.File.Size)} · {image.Format.ToString().ToUpperInvariant()}"),
        TextPrint text => string.Create(CultureInfo.InvariantCulture, $"{text.Shingles:N0} phrases · {ByteSize.Text(member.File.Size)}"),
        _ => ByteSize.Text(member.File.Size),
    };

    private static string TurnText(DihedralVariant turn) => turn switch
    {
        DihedralVariant.Rotate90 or DihedralVariant.Rotate270 => "turned by 90°",
        DihedralVariant.Rotate180 => "turned by 180°",
        DihedralVariant.FlipX or DihedralVariant.FlipY => "mirrored",
        _ => "mirrored and turned",
    };

    private static string Title(ScanGroup group) => string.Create(CultureInfo.InvariantCulture, $"{group.Members.Count:N0} {Kind(group)}");

    private static string Kind(ScanGroup group) => group.Kind switch
    {
        GroupKind.Image => "pictures",
        GroupKind.Text => "texts",
        _ => "equal files",
    };

    private static string Distances(ScanGroup group) => group.Members[^1].Distance == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", distance up to {group.Members[^1].Distance}");

    private static string Data(ScanGroup group)
    {
        var paths = Report.Html.Text(string.Join('\u2002', group.Members.Select(m => m.File.Name)).ToLowerInvariant());
        return string.Create(CultureInfo.InvariantCulture,
            $"data-kind=\"{group.Kind.ToString().ToLowerInvariant()}\" data-free=\"{group.Reclaimable}\" data-files=\"{group.Members.Count}\" data-far=\"{group.Members[^1].Distance}\" data-paths=\"{paths}\"");
    }
}
