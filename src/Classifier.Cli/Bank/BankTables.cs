using System.Globalization;
using Classifier.Cli.Json;
using Classifier.V1;
using Spectre.Console;

namespace Classifier.Cli.Bank;

/// <summary>Brands for a person and for JSON.</summary>
internal static class BankTables
{
    public static BrandRecord Record(Brand b) =>
        new(b.Brand_, b.Title, b.Aliases, b.Domains, b.Protected, b.Public, b.Added, b.Images, b.Embeddings);

    public static void Write(IReadOnlyList<BrandRecord> brands, IAnsiConsole console)
    {
        if (brands.Count == 0)
        {
            console.WriteLine("No brand was added (--all lists the public ones).");
            return;
        }
        var table = new Table().Border(TableBorder.Rounded).AddColumns("brand", "title", "protected", "domains", "from", "pictures");
        foreach (var b in brands)
            table.AddRow(
                new Cell(b.Brand), new Cell(b.Title), new Cell(b.Protected ? "yes" : "no"), new Cell(string.Join(", ", b.Domains)),
                new Cell(b.Public && b.Added ? "model, marked here" : b.Public ? "model" : "added here"),
                new Cell(b.Images.ToString(CultureInfo.InvariantCulture)));
        console.Write(table);
    }
}
