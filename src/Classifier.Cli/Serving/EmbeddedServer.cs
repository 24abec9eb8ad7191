using Classifier.Imaging;
using Classifier.Server;
using Classifier.Server.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Cli.Serving;

/// <summary>The whole server inside this process, on a free loopback port, without logs.</summary>
internal sealed class EmbeddedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmbeddedServer(WebApplication app)
    {
        _app = app;
        Address = new(ServerAddresses.Of(app).Grpc[0]);
    }

    public Uri Address { get; }

    /// <exception cref="Core.ClassifierException">A model is missing or wrong.</exception>
    public static async Task<EmbeddedServer> StartAsync(ServerOptions options, CancellationToken cancellation)
    {
        // It lives for one command: worker processes would start for a picture and end with it.
        var imaging = options.Imaging with { Isolation = DecoderIsolation.InProcess };
        var local = options with { Urls = "http://127.0.0.1:0", HttpUrls = null, Imaging = imaging };
        var app = ServerHost.Build(local, services => services.AddClassifier(local, GraphBuilder.BuildAsync).AddLogging(logging => logging.ClearProviders()));
        try
        {
            await app.StartAsync(cancellation);
            return new(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
