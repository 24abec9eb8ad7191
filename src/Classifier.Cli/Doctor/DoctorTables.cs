using System.Globalization;
using Classifier.Cli.Json;
using Spectre.Console;

namespace Classifier.Cli.Doctor;

/// <summary>An examination for a person.</summary>
internal static class DoctorTables
{
    public static void Write(DoctorDocument d, IAnsiConsole console)
    {
        var facts = new Grid().AddColumn(new GridColumn().PadRight(2)).AddColumn();
        Fact(facts, "system", $"{d.Machine.System}, {d.Machine.Framework}");
        Fact(facts, "processor", $"{d.Machine.Cores} cores, {(d.Machine.CpuFeatures.Count > 0 ? string.Join(' ', d.Machine.CpuFeatures) : "no vector features")}");
        Fact(facts, "ONNX Runtime", $"{d.Machine.OnnxRuntime} ({string.Join(", ", d.Machine.ExecutionProviders)})");
        Fact(facts, "CUDA", d.Cuda.Usable ? string.Join(", ", d.Cuda.Devices) : "no: " + d.Cuda.Problem);
        if (d.Cuda.DriverVersion is { } driver) Fact(facts, "NVIDIA driver", driver);
        Fact(facts, "fingerprints", Fingerprints(d.Fingerprints));
        console.Write(facts);
        Models(d, console);
        Tests(d, console);
        if (d.Problems.Count == 0) console.MarkupLine("[green]Nothing is wrong.[/]");
        foreach (var p in d.Problems)
        {
            console.MarkupLineInterpolated($"[{(p.Fatal ? "red" : "yellow")}]{(p.Fatal ? "broken" : "note")}[/] {p.Problem}");
            console.WriteLine("  → " + p.Mend);
        }
    }

    private static string Fingerprints(FingerprintRecord f) => f switch
    {
        { Problem: { } problem } => $"{f.Device}; {problem}",
        { OnDevice: true } => $"{f.Device}, self-test passed; duplicates {(f.PairsFrom is { } from ? string.Create(CultureInfo.InvariantCulture, $"from {from:N0} items") : "faster on the processor")}",
        _ => f.Device,
    };

    private static void Models(DoctorDocument d, IAnsiConsole console)
    {
        if (d.Models.Count == 0) return;
        var table = new Table().Border(TableBorder.Rounded).AddColumns("model", "licence", "tasks", "state", "graph", "files");
        foreach (var m in d.Models)
            table.AddRow(
                new Cell($"{m.Name}@{m.Version}"), new Cell(m.Licence ?? "–"), new Cell(string.Join(", ", m.Tasks)), new Cell(m.State),
                new Cell(m.ActiveVariant is { } v ? $"{v} on {m.Provider}" : "–"),
                new Cell(m.Verified ? $"{m.Files.Count} verified" : "not as the manifest says"));
        console.Write(table);
    }

    private static void Tests(DoctorDocument d, IAnsiConsole console)
    {
        foreach (var t in d.SelfTests ?? [])
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"self-test {t.Model} {t.Variant}: {(t.Passed ? "passed" : "failed")}, {t.Samples} texts, drift {t.MaxDrift:0.####} of {t.Tolerance:0.####} allowed"));
    }

    private static void Fact(Grid grid, string name, string value) => grid.AddRow(new Cell(name), new Cell(value));
}
