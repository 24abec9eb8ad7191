using System.CommandLine;
using Classifier.Cli.Json;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Bank;

/// <summary><c>bank list</c>.</summary>
internal static class BankListCommand
{
    public static Command Create(StandardStreams streams)
    {
        var all = new Option<bool>("--all") { Description = "Also public brands for which nothing was added." };
        var server = BankOptions.Server();
        var verb = new Verb("list", "Lists brands: those that were added, or all.") { Examples = ["bank list", "bank list --all --json"] };
        verb.Add(all);
        server.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            await using var connection = await Connection.OpenAsync(server, parsed, cancellation);
            var list = await connection.Client.ListBrandsAsync(parsed.GetValue(all), cancellation: cancellation);
            terminal.Write(
                new BankListDocument(list.Model, [.. list.Brands.Select(BankTables.Record)]), CliJson.Readable.BankListDocument,
                (document, console) => BankTables.Write(document.Brands, console));
            return ExitCode.Done;
        });
        return verb;
    }
}
