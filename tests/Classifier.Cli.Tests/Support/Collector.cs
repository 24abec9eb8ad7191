using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Cli.Tests.Support;

/// <summary>A collector of OpenTelemetry: takes what is exported over OTLP/HTTP and keeps the bodies.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<(string Path, byte[] Body)> _exports = Channel.CreateUnbounded<(string, byte[])>();

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/v1/{signal}", async (HttpContext context) =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            await collector._exports.Writer.WriteAsync((context.Request.Path, body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>Waits for an export with all these names in it; names are plain UTF-8 in the message.</summary>
    public async Task<string> ReceiveAsync(string path, params string[] names)
    {
        await foreach (var export in _exports.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            var text = Encoding.UTF8.GetString(export.Body);
            if (export.Path == path && Array.TrueForAll(names, n => text.Contains(n, StringComparison.Ordinal))) return text;
        }
        throw new InvalidOperationException("The collector has stopped.");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
