using Classifier.Server.Admin;
using Classifier.Server.Brands;
using Classifier.Server.Calls;
using Classifier.Server.Classification;
using Classifier.Server.Fingerprints;
using Classifier.Server.Health;
using Classifier.Server.Kserve;
using Classifier.Server.Observability;
using Classifier.Server.Rest;
using Classifier.Server.Rest.Moderations;

namespace Classifier.Server.Hosting;

/// <summary>A request's way through the middleware, and what answers it.</summary>
internal static class RouteSetup
{
    public static void UseServer(this WebApplication app)
    {
        // Created now, so that they follow the models from the start.
        _ = app.Services.GetRequiredService<HealthBoard>();
        _ = app.Services.GetRequiredService<BatcherInstruments>();

        app.UseHostFiltering();
        // Two ways to the endpoints: what REST needs costs a gRPC call nothing.
        app.UseWhen(c => GrpcRequests.Is(c.Request), grpc => grpc.Use(GrpcRequests.Run));
        app.UseWhen(IsRest, rest =>
        {
            rest.Use(RestErrors.Run);
            rest.UseStatusCodePages(RestErrors.Describe);
        });
        app.UseRouting();
        app.UseWhen(IsRest, rest =>
        {
            rest.Use(TranscodedBodies.Run);
            rest.UseOpenApiPage();
        });
        app.MapOpenApi();

        app.MapGrpcService<ClassificationService>();
        app.MapGrpcService<AdminService>();
        app.MapGrpcService<FingerprintService>();
        app.MapGrpcService<BrandService>();
        app.MapGrpcService<InferenceService>();
        app.MapGrpcService<HealthService>();
        app.MapGrpcReflectionService();
        ModerationEndpoint.Map(app);
        app.MapHealthPages();
        app.MapPrometheusScrapingEndpoint("/metrics");
    }

    private static bool IsRest(HttpContext context) => !GrpcRequests.Is(context.Request);
}
