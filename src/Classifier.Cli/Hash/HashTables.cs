using System.Globalization;
using Classifier.Cli.Json;
using Spectre.Console;

namespace Classifier.Cli.Hash;

/// <summary>Hashes for a person: a line a file, the hash first, so that lines sort and compare.</summary>
internal static class HashTables
{
    public static void Write(IReadOnlyList<HashDocument> documents, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("hash", "quality", "file");
        foreach (var document in documents)
            table.AddRow(
                new Cell(document.Hash ?? "–"),
                new Cell(document.Quality?.ToString(CultureInfo.InvariantCulture) ?? ""),
                new Cell(document.Error is { } error ? $"{document.File}: {error}" : document.File));
        console.Write(table);
    }
}
