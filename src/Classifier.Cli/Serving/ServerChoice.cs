using System.CommandLine;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Serving;

/// <summary>Options that say which server judges: one at an address, or one inside this process.</summary>
/// <param name="otherwise">What happens without an address.</param>
/// <param name="dataName">What the option for the data directory is called.</param>
internal sealed class ServerChoice(string otherwise = "Without it a server runs inside this process.", string dataName = "--data-dir")
{
    private readonly Option<string?> _address = new("--address")
    {
        HelpName = "URL",
        Description = "A running server's gRPC address, for example http://127.0.0.1:5080. " + otherwise,
    };

    /// <summary>Of the server that is started where there is no address.</summary>
    public LocalOptions Local { get; } = new(dataName);

    public void AddTo(Command command)
    {
        command.Add(_address);
        Local.AddTo(command);
    }

    /// <summary>The address, or null for a server to be started.</summary>
    /// <exception cref="CliException">Not an address (2).</exception>
    public Uri? Address(ParseResult parsed)
    {
        if (parsed.GetValue(_address) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") return uri;
        throw CliException.Usage("--address must be of the form http://127.0.0.1:5080.");
    }
}
