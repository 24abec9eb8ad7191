using System.CommandLine;
using Classifier.Cli.Classify;
using Classifier.Cli.Json;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;
using Classifier.Client;
using Spectre.Console;

namespace Classifier.Cli.Models;

/// <summary><c>model list</c>: the models in a folder, or those that a server knows.</summary>
internal static class ModelListCommand
{
    public static Command Create(StandardStreams streams)
    {
        var server = new ServerChoice();
        var verb = new Verb("list", "Lists the models of a folder, or with --address those of a running server.")
        {
            Examples = ["model list", "model list --address http://127.0.0.1:5080 --json"],
        };
        server.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            var models = server.Address(parsed) is { } address
                ? await OfServerAsync(address, cancellation)
                : [.. ModelFolders.Find(server.Local.Read(parsed).ModelsDirectory).Select(OfFolder)];
            terminal.Write(new(models), CliJson.Readable.ModelListDocument, Write);
            return ExitCode.Done;
        });
        return verb;
    }

    private static ModelRecord OfFolder(FoundModel m) => new(
        m.Name, m.Version, m.Manifest is { } manifest ? Licences.Name(manifest.Licence) : null,
        [.. m.Manifest?.Tasks.Select(t => t.Task.Name) ?? []], [.. m.Manifest?.Variants.Select(v => v.Name) ?? []], null, null, null, m.Problem);

    private static async Task<IReadOnlyList<ModelRecord>> OfServerAsync(Uri address, CancellationToken cancellation)
    {
        await using var client = new ClassifierClient(address);
        var models = await client.ListModelsAsync(cancellation: cancellation);
        return
        [
            .. models.Select(m => new ModelRecord(
                m.Name, m.Version, m.Licence, m.Tasks, m.Variant.Length > 0 ? [m.Variant] : [], Verdicts.Word(m.State),
                m.Variant.Length > 0 ? m.Variant : null, m.Provider.Length > 0 ? m.Provider : null, m.Reason.Length > 0 ? m.Reason : null)),
        ];
    }

    private static void Write(ModelListDocument document, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("model", "licence", "tasks", "graphs", "state");
        foreach (var m in document.Models)
            table.AddRow(
                new Cell($"{m.Name}@{m.Version}"), new Cell(m.Licence ?? "–"), new Cell(string.Join(", ", m.Tasks)),
                new Cell(string.Join(", ", m.Variants)), new Cell(m.Problem ?? (m.Provider is { } p ? $"{m.State} on {p}" : m.State ?? "on disk")));
        console.Write(table);
    }
}
