using Classifier.Core;
using Classifier.Inference;
using Classifier.Pipeline;
using Classifier.Server.Health;
using Classifier.Server.Hosting;
using Microsoft.Extensions.Logging.Console;

namespace Classifier.Server;

/// <summary>The server from options to exit.</summary>
public static class ServerHost
{
    /// <summary>Builds a server that has not started.</summary>
    /// <param name="services">
    /// Adds what judges: <see cref="IContentClassifier"/> and <see cref="IModelCatalog"/>, and a <see cref="TimeProvider"/> where not
    /// the system's. Hosted services among them start before the server listens.
    /// </param>
    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: an option, address or TLS file is wrong.</exception>
    public static WebApplication Build(ServerOptions options, Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        options.Validate();
        var tls = TlsFiles.Load(options);
        var endpoints = ServerEndpoints.From(options, tls is not null);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        LogToStandardError(builder);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, null);
        builder.WebHost.ConfigureKestrel(kestrel => KestrelSetup.Configure(kestrel, options, endpoints, tls));
        builder.Services.AddSingleton(endpoints);
        services(builder.Services);
        builder.Services.AddServer(options, builder.Configuration);
        var app = builder.Build();
        app.UseServer();
        return app;
    }

    /// <summary>
    /// Runs a server until the process is told to stop (SIGTERM, SIGINT) or <paramref name="cancellation"/> is cancelled; running
    /// calls then finish within <see cref="ServerOptions.DrainTimeout"/>.
    /// </summary>
    /// <param name="ready">Gets one line with the addresses once the server's health is SERVING, and nothing else.</param>
    /// <exception cref="ClassifierException">The server could not start, or no model serves.</exception>
    public static Task RunAsync(ServerOptions options, Action<IServiceCollection> services, TextWriter ready, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ready);
        return RunAsync(options, services, async addresses =>
        {
            await ready.WriteLineAsync($"Ready: {addresses}");
            await ready.FlushAsync(cancellation);
        }, cancellation);
    }

    /// <summary>The same, telling the addresses to <paramref name="ready"/> once the server's health is SERVING.</summary>
    /// <exception cref="ClassifierException">The server could not start, or no model serves.</exception>
    public static async Task RunAsync(
        ServerOptions options, Action<IServiceCollection> services, Func<ServerAddresses, Task> ready, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ready);
        await using var app = Build(options, services);
        await StartAsync(app, cancellation);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, app.Lifetime.ApplicationStopping);
        try
        {
            await app.Services.GetRequiredService<HealthBoard>().WaitServingAsync(ending.Token);
            await ready(ServerAddresses.Of(app));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Told to stop before it was ready.
        }

        await DrainAsync(app, options, cancellation);
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (StartFailures.Explain(e) is { } known)
        {
            throw known;
        }
    }

    private static async Task DrainAsync(WebApplication app, ServerOptions options, CancellationToken cancellation)
    {
        using var _ = app.Lifetime.ApplicationStopping.Register(() => Log.Draining(app.Logger, options.DrainTimeout.TotalSeconds));
        try
        {
            await app.WaitForShutdownAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // The drain's time was up; Kestrel has aborted what was left.
        }

        Log.Stopped(app.Logger);
    }

    private static void LogToStandardError(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(c =>
        {
            c.SingleLine = true;
            c.UseUtcTimestamp = true;
            c.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        // Standard output belongs to the ready line.
        builder.Services.Configure<ConsoleLoggerOptions>(c => c.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Start failures become one line elsewhere, and errors of calls are logged once, by FailureReporter.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Logging.AddFilter("Grpc", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Grpc", LogLevel.None);
    }
}
