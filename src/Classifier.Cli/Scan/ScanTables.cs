using System.Globalization;
using Classifier.Cli.Scan.Grouping;
using Spectre.Console;

namespace Classifier.Cli.Scan;

/// <summary>A scan for a person: what it saw, the groups that cost most, what it could not read.</summary>
internal static class ScanTables
{
    private const int MostGroups = 20;
    private const int MostSkipped = 10;

    public static void Write(ScanOutcome outcome, IAnsiConsole console)
    {
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outcome.Tree.Files.Count:N0} files: {outcome.Hashed:N0} fingerprinted, {outcome.Other:N0} neither picture nor text, {outcome.Skipped.Count:N0} skipped; {outcome.Reused:N0} contents known from an earlier scan"));
        var rate = outcome.ImagesPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $", {outcome.ImagesPerSecond:N1} pictures/s") : "";
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Total.TotalSeconds:N1} s{rate}"));
        var groups = outcome.OwnGroups.OrderByDescending(g => g.Reclaimable).ToList();
        if (groups.Count == 0) console.WriteLine("No duplicates.");
        else Groups(groups, outcome, console);
        foreach (var skipped in outcome.Skipped.Take(MostSkipped))
            console.WriteLine($"skipped {Printable.Text(Path.GetRelativePath(outcome.Tree.Root, skipped.Path))}: {skipped.Reason}");
        if (outcome.Skipped.Count > MostSkipped) console.WriteLine($"and {outcome.Skipped.Count - MostSkipped} more skipped (--json, --out and --report have them)");
    }

    private static void Groups(List<ScanGroup> groups, ScanOutcome outcome, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("kind").AddColumn(new TableColumn("files").RightAligned()).AddColumn(new TableColumn("distance").RightAligned());
        table.AddColumn(new TableColumn("to free").RightAligned()).AddColumn("keep").AddColumn("others");
        foreach (var group in groups.Take(MostGroups))
        {
            var others = group.Members.Where(m => m != group.Keep).ToList();
            table.AddRow(
                new Cell(group.Kind.ToString().ToLowerInvariant()),
                new Cell(group.Members.Count.ToString(CultureInfo.InvariantCulture)),
                new Cell(group.Members[^1].Distance.ToString(CultureInfo.InvariantCulture)),
                new Cell(ByteSize.Text(group.Reclaimable)),
                new Cell(Printable.Text(group.Keep.File.Name)),
                new Cell(Printable.Text(others[0].File.Name) + (others.Count > 1 ? $" and {others.Count - 1} more" : "")));
        }

        console.Write(table);
        if (groups.Count > MostGroups) console.WriteLine($"and {groups.Count - MostGroups} more groups (--json, --out and --report have them)");
        console.WriteLine($"{groups.Count} groups; keeping one file of each frees {ByteSize.Text(outcome.Reclaimable)}.");
    }
}
