using System.CommandLine;
using Classifier.Cli.Json;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Bank;

/// <summary><c>bank remove</c>.</summary>
internal static class BankRemoveCommand
{
    public static Command Create(StandardStreams streams)
    {
        var brand = BankOptions.Brand();
        var server = BankOptions.Server();
        var verb = new Verb("remove", "Removes what was added for a brand. A public brand stays known and is unprotected again.")
        {
            Examples = ["bank remove acme", "bank remove github --address http://127.0.0.1:5080"],
        };
        verb.Add(brand);
        server.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            var name = parsed.GetValue(brand)!;
            await using var connection = await Connection.OpenAsync(server, parsed, cancellation);
            var answer = await connection.Client.RemoveBrandAsync(name, cancellation: cancellation);
            if (!answer.Removed) throw CliException.InputRefused(answer.Known
                ? "Nothing was added for this public brand, so there is nothing to remove."
                : "The bank does not know this brand.");
            terminal.Write(
                new RemovedBrandDocument(name, answer.Removed, answer.Known), CliJson.Readable.RemovedBrandDocument,
                (document, _) => terminal.Out.WriteLine(document.Known ? $"{name}: removed; still known as a public brand" : $"{name}: removed"));
            return ExitCode.Done;
        });
        return verb;
    }
}
