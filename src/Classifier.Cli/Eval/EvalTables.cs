using System.Globalization;
using Classifier.Cli.Json;
using Spectre.Console;

namespace Classifier.Cli.Eval;

/// <summary>An evaluation for a person: the whole set, then the largest groups.</summary>
internal static class EvalTables
{
    private const int MostGroups = 25;

    public static void Write(EvalDocument d, IAnsiConsole console)
    {
        var whole = new FiguresRecord(d.N, d.Positives, d.Auc, d.Accuracy, d.Tpr, d.Fpr, d.TprAt1PctFpr);
        var thresholds = string.Join(", ", d.Thresholds.Select(t => $"{t.Key} {Number(t.Value)}"));
        console.WriteLine(d.NotInBank is null ? $"{d.Task}, flagged from {(thresholds.Length > 0 ? thresholds : "–")}" : $"{d.Task}, flagged where the bank knows a logo");
        if (d.NotInBank is { } strangers)
            console.WriteLine(
                $"top-1 {Share(d.Top1)}, false matches {Share(d.FalseMatchRate)}; with near copies {Share(d.Top1WithNear)}, {Share(d.FalseMatchRateWithNear)}; {strangers} rows have a brand that is not in the bank");
        Table(console, "", new Dictionary<string, FiguresRecord> { ["all"] = whole });
        Table(console, "source", d.BySource);
        Table(console, "lang", d.ByLang);
        Table(console, "kind", d.ByKind);
        if (d.ByGenerator is { } generators) Table(console, "generator", generators);
        if (d.ByDegradation is { } degradations) Table(console, "degradation", degradations);
        if (d.Errors > 0) console.WriteLine($"{d.Errors} rows have no score");
    }

    private static void Table(IAnsiConsole console, string name, IReadOnlyDictionary<string, FiguresRecord> groups)
    {
        // A single group says what the first table said.
        if (name.Length > 0 && groups.Count < 2) return;
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn(new Cell(name)));
        foreach (var column in new[] { "n", "positive", "auc", "accuracy", "tpr", "fpr", "tpr at 1 % fpr" }) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (key, f) in groups.Take(MostGroups))
            table.AddRow(
                new Cell(key), Count(f.N), Count(f.Positives), Figure(f.Auc), Figure(f.Accuracy), Figure(f.Tpr), Figure(f.Fpr), Figure(f.TprAt1PctFpr));
        console.Write(table);
        if (groups.Count > MostGroups) console.WriteLine($"and {groups.Count - MostGroups} more (--json has them)");
    }

    private static Cell Count(int value) => new(value.ToString(CultureInfo.InvariantCulture));
    private static Cell Figure(double? value) => new(value is { } v ? Number(v) : "–");
    private static string Share(double? value) => value is { } v ? Number(v) : "–";
    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
