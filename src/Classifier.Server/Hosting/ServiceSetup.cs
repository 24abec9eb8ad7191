using System.IO.Compression;
using Classifier.Server.Brands;
using Classifier.Server.Calls;
using Classifier.Server.Classification;
using Classifier.Server.Fingerprints;
using Classifier.Server.Health;
using Classifier.Server.Observability;
using Classifier.Server.Rest;
using Classifier.Server.Rest.Moderations;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Classifier.Server.Hosting;

/// <summary>Everything that the server is made of, save what judges.</summary>
internal static class ServiceSetup
{
    private static readonly ServedNames Names = new([
        V1.ClassifierService.Descriptor.FullName,
        V1.AdminService.Descriptor.FullName,
        V1.FingerprintService.Descriptor.FullName,
        V1.BrandService.Descriptor.FullName,
        global::Inference.GRPCInferenceService.Descriptor.FullName,
        Grpc.Health.V1.Health.Descriptor.FullName,
    ]);

    public static void AddServer(this IServiceCollection services, ServerOptions options, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(Names);
        services.AddSingleton<HealthBoard>();
        services.AddSingleton<FailureReporter>();
        services.AddSingleton<IncomingBytes>();
        services.AddSingleton<RequestReader>();
        services.AddSingleton<BatchClassification>();
        services.AddSingleton<StreamSessions>();
        services.AddSingleton<ModerationEndpoint>();
        services.AddFingerprints(options);
        services.AddBrands(options);
        services.AddTelemetry(configuration);
        services.AddOpenApiPage();
        services.AddGrpcCalls(options);
        services.Configure<HostOptions>(o => o.ShutdownTimeout = options.DrainTimeout);
        // A page in a browser can have its own name resolve to 127.0.0.1; only loopback names are answered, so it gets nowhere.
        services.AddHostFiltering(o => o.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
    }

    private static void AddGrpcCalls(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<CallInterceptor>();
        services.AddGrpcReflection();
        services
            .AddGrpc(grpc =>
            {
                grpc.MaxReceiveMessageSize = options.MaxMessageBytes;
                grpc.MaxSendMessageSize = null;
                grpc.EnableDetailedErrors = false;
                // The framework's catch-all takes REST paths of two segments with it; HTTP 404 is UNIMPLEMENTED to gRPC clients anyway.
                grpc.IgnoreUnknownServices = true;
                grpc.ResponseCompressionAlgorithm = "gzip";
                grpc.ResponseCompressionLevel = CompressionLevel.Fastest;
                grpc.CompressionProviders.Clear();
                grpc.CompressionProviders.Add(new BoundedGzip(options.MaxMessageBytes));
                grpc.Interceptors.Add<CallInterceptor>();
            })
            .AddJsonTranscoding(json => json.TypeRegistry = TypedJson.Types);
    }
}
