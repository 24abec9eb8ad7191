using System.Globalization;
using Classifier.V1;
using Spectre.Console;

namespace Classifier.Cli.Classify;

/// <summary>A verdict for a person. Evidence is shown as offsets; the content is never printed.</summary>
internal static class VerdictTables
{
    public static void Write(ClassifyResponse verdict, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[bold {Colour(verdict.Decision)}]{Verdicts.Word(verdict.Decision)}[/]");
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("task", "label");
        table.AddColumn(new TableColumn("score").RightAligned());
        table.AddColumn(new TableColumn("threshold").RightAligned());
        table.AddColumns("status", "model", "evidence");
        foreach (var r in verdict.Results)
            table.AddRow(
                new Cell(r.Task), new Cell(r.Label),
                new Cell(r.HasScore ? Number(r.Score) : "–", new Style(Colour(r.Decision))), new Cell(Number(r.Threshold)),
                new Cell(r.Reason.Length > 0 ? $"{Verdicts.Word(r.Status)}: {r.Reason}" : Verdicts.Word(r.Status)),
                new Cell(r.Model), new Cell(string.Join('\n', r.Evidence.Select(Span))));
        console.Write(table);
        foreach (var part in verdict.Provenance)
        {
            foreach (var f in part.Findings) console.WriteLine($"{Verdicts.Kind(f.Kind)}, {Verdicts.Word(f.Strength)}: {f.Claim}");
            console.WriteLine(part.Note);
        }
        if (verdict.Timings is { } t)
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{t.TotalNs / 1e6:0.0} ms ({t.QueueNs / 1e6:0.0} queued, {t.RunNs / 1e6:0.0} running), {t.RealTokens} tokens, batch of {t.BatchSize}"));
    }

    private static string Span(Evidence e) => e.Box is { } box
        ? string.Create(CultureInfo.InvariantCulture, $"part {e.Part}{Frame(e)}, box {box.X},{box.Y} {box.Width}×{box.Height}{Seen(e.View)}{Whose(e.Brand)} {e.Score:0.000}")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"part {e.Part}, characters {e.Start}–{e.Start + e.Length} ({Verdicts.Word(e.View).ToLowerInvariant()}) {e.Score:0.000}");

    private static string Frame(Evidence e) => e.HasFrame ? string.Create(CultureInfo.InvariantCulture, $", frame {e.Frame}") : "";

    private static string Seen(View view) => view == View.Unspecified ? "" : $" ({Verdicts.Word(view).ToLowerInvariant()})";

    /// <summary>Of a protected brand also what the claim is worth: that decides.</summary>
    private static string Whose(BrandSighting? brand) => brand is null ? ""
        : $" {brand.Brand}{(brand.NearCopy ? ", near copy" : "")}{(brand.Protected ? $", protected, claim {Verdicts.Word(brand.Claim).ToLowerInvariant()}" : "")}";

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static Color Colour(Decision decision) => decision switch
    {
        Decision.Block => Color.Red,
        Decision.Review => Color.Yellow,
        _ => Color.Green,
    };
}
