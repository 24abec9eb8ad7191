using Classifier.Inference;
using Classifier.Pipeline;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Classifier.Server.Tests.Fakes;

/// <summary>A real server on free loopback ports, around fakes.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app, FakeClassifier classifier, FakeCatalog catalog, LogRecorder logs)
    {
        (_app, Classifier, Catalog, Logs) = (app, classifier, catalog, logs);
        Addresses = ServerAddresses.Of(app);
        Channel = Connect();
        Http = new HttpClient { BaseAddress = new Uri(Addresses.Http[0]) };
        Service = new V1.ClassifierService.ClassifierServiceClient(Channel);
    }

    public FakeClassifier Classifier { get; }
    public FakeCatalog Catalog { get; }
    public LogRecorder Logs { get; }
    public ServerAddresses Addresses { get; }
    public GrpcChannel Channel { get; }
    public HttpClient Http { get; }
    public V1.ClassifierService.ClassifierServiceClient Service { get; }
    public IServiceProvider Services => _app.Services;

    public static ServerOptions Options { get; } = new() { Urls = "http://127.0.0.1:0", HttpUrls = "http://127.0.0.1:0", Imaging = new() { Isolation = Imaging.DecoderIsolation.InProcess } };

    public static async Task<TestServer> StartAsync(ServerOptions? options = null, FakeClassifier? classifier = null, FakeCatalog? catalog = null)
    {
        classifier ??= new FakeClassifier();
        catalog ??= FakeCatalog.WithText();
        var logs = new LogRecorder();
        var app = ServerHost.Build(options ?? Options, services => Add(services, classifier, catalog).AddSingleton<ILoggerProvider>(logs));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(app, classifier, catalog, logs);
    }

    public static IServiceCollection Add(IServiceCollection services, IContentClassifier? classifier = null, IModelCatalog? catalog = null) =>
        services.RemoveAll<ILoggerProvider>().AddSingleton(classifier ?? new FakeClassifier()).AddSingleton(catalog ?? FakeCatalog.WithText());

    public GrpcChannel Connect() => GrpcChannel.ForAddress(
        Addresses.Grpc[0], new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });

    /// <summary>Begins to drain; ends when the server has stopped.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Channel.Dispose();
        await _app.DisposeAsync();
    }
}
