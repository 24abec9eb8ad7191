using System.CommandLine;
using Classifier.Cli.Classify;
using Classifier.Cli.Json;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;
using Classifier.V1;
using Google.Protobuf;

namespace Classifier.Cli.Bank;

/// <summary><c>bank add</c>: a brand with its logo, or marks on a public one.</summary>
internal static class BankAddCommand
{
    public static Command Create(StandardStreams streams)
    {
        var brand = BankOptions.Brand();
        var files = new Argument<string[]>("files")
        {
            HelpName = "FILE",
            Description = "Pictures of the logo, best with a margin of one colour. None for a brand that the bank knows.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var domains = new Option<string[]>("--domain") { HelpName = "D", Description = "A domain that may show the logo, with everything below it. May be given again." };
        var aliases = new Option<string[]>("--alias") { HelpName = "A", Description = "Another name of the brand. May be given again." };
        var title = new Option<string?>("--title") { HelpName = "T", Description = "The name as a person writes it." };
        var isProtected = new Option<bool>("--protected") { Description = "The logo without a right claim is impersonation." };
        var server = BankOptions.Server();
        var verb = new Verb("add", "Adds a brand, in place of what was added under its name before; without files its pictures stay.")
        {
            Examples =
            [
                "bank add acme --domain acme.example --protected acme.png acme-dark.png",
                "bank add github --domain github.com --domain github.io --protected",
                "bank add acme --domain acme.example logo.svg.png --address http://127.0.0.1:5080",
            ],
        };
        verb.Add(brand);
        verb.Add(files);
        foreach (var option in new Option[] { domains, aliases, title, isProtected }) verb.Add(option);
        server.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            var request = new AddBrandRequest
            {
                Brand = parsed.GetValue(brand)!,
                Title = parsed.GetValue(title) ?? "",
                Domains = { parsed.GetValue(domains) ?? [] },
                Aliases = { parsed.GetValue(aliases) ?? [] },
                Protected = parsed.GetValue(isProtected),
            };
            foreach (var file in parsed.GetValue(files) ?? [])
                request.Images.Add(UnsafeByteOperations.UnsafeWrap(await ContentFiles.ReadAsync(file, cancellation)));
            await using var connection = await Connection.OpenAsync(server, parsed, cancellation);
            var added = await connection.Client.AddBrandAsync(request, cancellation: cancellation);
            terminal.Write(
                new AddedBrandDocument(BankTables.Record(added.Brand), added.Replaced), CliJson.Readable.AddedBrandDocument,
                (document, console) => BankTables.Write([document.Brand], console));
            return ExitCode.Done;
        });
        return verb;
    }
}
