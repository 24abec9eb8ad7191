using System.Text.Json;
using Classifier.Cli.Tests.Support;

namespace Classifier.Cli.Tests.Processes;

/// <summary>The real program with a real collector's address in the standard variables.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Secret = "the-content-of-a-request";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Serve_exports_metrics_and_traces_to_a_collector_and_no_content()
    {
        await using var collector = await Collector.StartAsync();
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        };
        await using var server = ProgramRun.Start(
            _folder.Path, environment, "serve", "--urls", "http://127.0.0.1:0", "--http-urls", "none", "--models", CheckoutModels.Folder(), "--json");
        using var ready = JsonDocument.Parse((await server.ReadLineAsync())!);
        var address = ready.RootElement.GetProperty("grpc")[0].GetString()!;

        await ProgramRun.OfAsync(_folder.Path, "classify", "--text", Secret, "--address", address, "--json");
        var metrics = await collector.ReceiveAsync("/v1/metrics", "classifier.calls", "classifier.decisions", "injection");
        server.Terminate();
        var traces = await collector.ReceiveAsync("/v1/traces", "classifier.v1.ClassifierService/");

        Assert.DoesNotContain(Secret, metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, traces, StringComparison.Ordinal);
        Assert.Contains("service.name", metrics, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
