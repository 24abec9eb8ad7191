using System.CommandLine;
using Classifier.Client;
using Classifier.Client.Retry;

namespace Classifier.Cli.Serving;

/// <summary>A client with, where no address was given, the server that it talks to.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private readonly EmbeddedServer? _embedded;

    private Connection(ClassifierClient client, EmbeddedServer? embedded)
    {
        Client = client;
        _embedded = embedded;
    }

    public ClassifierClient Client { get; }

    public static async Task<Connection> OpenAsync(
        ServerChoice choice, ParseResult parsed, CancellationToken cancellation, RetryOptions? retry = null, TimeSpan? timeout = null)
    {
        var address = choice.Address(parsed);
        var embedded = address is null ? await EmbeddedServer.StartAsync(choice.Local.Read(parsed), cancellation) : null;
        var options = new ClassifierClientOptions { Address = address ?? embedded!.Address };
        if (retry is not null) options = options with { Retry = retry };
        if (timeout is { } time) options = options with { Timeout = time };
        return new(new ClassifierClient(options), embedded);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (_embedded is not null) await _embedded.DisposeAsync();
    }
}
