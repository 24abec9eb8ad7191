using System.CommandLine;
using System.Text.Json;
using Classifier.Cli.Json;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Bank;

/// <summary><c>bank export</c>: what was added, as one JSON document.</summary>
internal static class BankExportCommand
{
    public static Command Create(StandardStreams streams)
    {
        var server = BankOptions.Server();
        var verb = new Verb("export", "Prints everything that was added as one JSON document, pictures included.")
        {
            Examples = ["bank export > bank.json", "bank export --address http://127.0.0.1:5080 > bank.json"],
        };
        server.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            await using var connection = await Connection.OpenAsync(server, parsed, cancellation);
            var brands = new List<ExportedBrandRecord>();
            await foreach (var exported in connection.Client.ExportBrandsAsync(cancellation))
                brands.Add(new(
                    exported.Brand.Brand_, exported.Brand.Title, exported.Brand.Aliases, exported.Brand.Domains, exported.Brand.Protected,
                    [.. exported.Images.Select(i => i.ToBase64())]));
            // JSON is the only form there is, with --json or without.
            terminal.Write(
                new BankExportDocument(brands), CliJson.Readable.BankExportDocument,
                (document, _) => terminal.Out.WriteLine(JsonSerializer.Serialize(document, CliJson.Readable.BankExportDocument)));
            return ExitCode.Done;
        });
        return verb;
    }
}
