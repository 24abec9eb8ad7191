using System.CommandLine;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;
using Classifier.Core;
using Classifier.Governance.Policy;
using Classifier.Server;

namespace Classifier.Cli.Serve;

/// <summary><c>serve</c>: the server, until SIGTERM or SIGINT.</summary>
internal static class ServeCommand
{
    public static Command Create(StandardStreams streams)
    {
        var defaults = new ServerOptions();
        var urls = new Option<string>("--urls")
        {
            HelpName = "URL",
            Description = "Where gRPC listens (HTTP/2); several are separated by semicolons; port 0 takes a free one.",
            DefaultValueFactory = _ => defaults.Urls,
        };
        var httpUrls = new Option<string?>("--http-urls")
        {
            HelpName = "URL",
            Description = "Where REST, metrics and health pages listen (HTTP/1.1); none for nowhere.",
            DefaultValueFactory = _ => defaults.HttpUrls,
        };
        var certificate = new Option<string?>("--tls-cert") { HelpName = "F", Description = "PEM file with the server's certificate and its chain." };
        var key = new Option<string?>("--tls-key") { HelpName = "F", Description = "PEM file with its private key." };
        var onReuse = new Option<string>("--on-reuse")
        {
            Description = "What it decides that an item was seen before, where a caller asks the fingerprint banks.",
            DefaultValueFactory = _ => "allow",
        };
        onReuse.AcceptOnlyFromAmong("allow", "review", "block");
        var verbose = new Option<bool>("--verbose") { Description = "Log the start too. Otherwise a start that fails says why in one line." };
        var local = new LocalOptions("--data");
        var verb = new Verb("serve", "Runs the server until it is told to stop; then it drains.")
        {
            Examples =
            [
                "serve",
                "serve --urls http://127.0.0.1:6000 --http-urls http://127.0.0.1:6001 --provider cpu",
                "serve --urls https://127.0.0.1:6443 --tls-cert server.pem --tls-key server.key",
            ],
        };
        foreach (var option in new Option[] { urls, httpUrls, certificate, key, onReuse, verbose }) verb.Add(option);
        local.AddTo(verb);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(certificate) is null != result.GetResult(key) is null) result.AddError("--tls-cert and --tls-key go together.");
        });
        verb.SetAction(async (parsed, stop) =>
        {
            var options = local.Read(parsed) with
            {
                Urls = parsed.GetValue(urls)!,
                HttpUrls = parsed.GetValue(httpUrls) is { Length: > 0 } http and not "none" ? http : null,
                TlsCertificate = parsed.GetValue(certificate),
                TlsKey = parsed.GetValue(key),
                Policy = new PolicyOptions { OnReuse = Enum.Parse<Decision>(parsed.GetValue(onReuse)!, ignoreCase: true) },
            };
            await ServerRun.RunAsync(options, parsed.GetValue(verbose), new Terminal(streams, parsed.GetValue(GlobalOptions.Json)), stop);
            return ExitCode.Done;
        });
        return verb;
    }
}
