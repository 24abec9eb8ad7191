using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Classifier.Server.Observability;

/// <summary>Prometheus always; OTLP where the standard environment variable names a collector.</summary>
internal static class TelemetrySetup
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ServerMetrics>();
        services.AddSingleton<BatcherInstruments>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("classifier", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(m => m
                .AddMeter(ServerMetrics.MeterName)
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        if (string.IsNullOrEmpty(configuration[OtlpEndpoint])) return;
        telemetry.WithMetrics(m => m.AddOtlpExporter());
        telemetry.WithTracing(t => t.AddAspNetCoreInstrumentation().AddOtlpExporter());
    }
}
