using System.Globalization;
using Classifier.Cli.Json;
using Spectre.Console;

namespace Classifier.Cli.Load.Report;

/// <summary>A run for a person.</summary>
internal static class LoadTables
{
    public static readonly (string Name, Func<LoadFigures, string> Text)[] Columns =
    [
        ("offered", f => Count(f.Offered)),
        ("ok", f => Count(f.Ok)),
        ("degraded", f => Count(f.Degraded)),
        ("shed", f => Count(f.Shed)),
        ("late", f => Count(f.DeadlineMissed)),
        ("errors", f => Count(f.Errors)),
        ("offered/s", f => Number(f.OfferedRate, "0.0")),
        ("goodput/s", f => Number(f.Goodput, "0.0")),
        ("p50 ms", f => Number(f.P50Ms, "0.0")),
        ("p95 ms", f => Number(f.P95Ms, "0.0")),
        ("p99 ms", f => Number(f.P99Ms, "0.0")),
        ("max ms", f => Number(f.MaxMs, "0.0")),
        ("batch", f => Number(f.MeanBatch, "0.0")),
        ("real/padded", f => Number(f.RealPerPadded, "0.00")),
        ("agreement", f => Number(f.LabelAgreement, "0.0000")),
        ("accuracy", f => Number(f.Accuracy, "0.0000")),
    ];

    public static void Write(LoadDocument d, IAnsiConsole console)
    {
        console.WriteLine(Summary(d));
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("");
        foreach (var (name, _) in Columns) table.AddColumn(new TableColumn(name).RightAligned());
        Row("all", d);
        foreach (var phase in d.Phases)
        {
            Row(phase.Name, phase);
            if (phase.Tenants.Count < 2) continue;
            foreach (var tenant in phase.Tenants.Where(t => t.Offered > 0)) Row("  " + tenant.Name, tenant);
        }
        console.Write(table);
        console.WriteLine("statuses: " + string.Join(", ", d.Statuses.Select(s => $"{s.Key} {s.Value}")));
        foreach (var t in d.Thresholds) console.WriteLine($"{(t.Violated ? "VIOLATED" : "held")}: {t.FailIf} ({Number(t.Value, "0.###")}, limit {Number(t.Limit, "0.###")})");

        void Row(string name, LoadFigures f) => table.AddRow([new Cell(name), .. Columns.Select(c => new Cell(c.Text(f)))]);
    }

    public static string Summary(LoadDocument d)
    {
        var capacity = d.Capacity is { } c ? $"capacity {Number(c, "0.0")} a second; " : "";
        return $"{d.Profile}: {d.Items} items of {Number(d.MeanTokens, "0")} tokens on average in {Number(d.Seconds, "0.0")} s; {capacity}"
            + $"without load p50 {Number(d.UnloadedP50Ms, "0.0")} ms, accuracy {Number(d.UnloadedAccuracy, "0.0000")}; client late by {Number(d.SendLagP99Ms, "0.0")} ms (p99)";
    }

    public static string Number(double? value, string format) => value is { } v ? v.ToString(format, CultureInfo.InvariantCulture) : "–";
    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
