using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Classifier.Client.Tests.Fakes;

/// <summary>A real Kestrel server on a free loopback port whose answers a test writes.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app, ScriptedClassifier classifier, ScriptedAdmin admin, HealthServiceImpl health)
    {
        _app = app;
        Classifier = classifier;
        Admin = admin;
        Health = health;
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public ScriptedClassifier Classifier { get; }
    public ScriptedAdmin Admin { get; }
    public HealthServiceImpl Health { get; }
    public Uri Address { get; }

    public static async Task<ScriptedServer> StartAsync(TestCertificate? certificate = null, int port = 0, bool wantClientCertificate = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is null) return;
            listen.UseHttps(certificate.Server, https =>
            {
                if (!wantClientCertificate) return;
                https.ClientCertificateMode = Microsoft.AspNetCore.Server.Kestrel.Https.ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (shown, _, _) => shown.Thumbprint == certificate.Server.Thumbprint;
            });
        }));
        builder.Services.AddGrpc();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        var classifier = new ScriptedClassifier();
        var admin = new ScriptedAdmin();
        var health = new HealthServiceImpl();
        builder.Services.AddSingleton(classifier).AddSingleton(admin).AddSingleton(health);
        var app = builder.Build();
        app.MapGrpcService<ScriptedClassifier>();
        app.MapGrpcService<ScriptedAdmin>();
        app.MapGrpcService<HealthServiceImpl>();
        await app.StartAsync();
        return new(app, classifier, admin, health);
    }

    public ClassifierClient Client(Func<ClassifierClientOptions, ClassifierClientOptions>? change = null)
    {
        var options = new ClassifierClientOptions
        {
            Address = Address,
            Retry = new() { InitialBackoff = TimeSpan.FromMilliseconds(1), MaxBackoff = TimeSpan.FromMilliseconds(2) },
        };
        return new(change?.Invoke(options) ?? options);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
