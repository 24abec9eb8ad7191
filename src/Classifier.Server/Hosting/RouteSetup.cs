using Classifier.Server.Admin;
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
        app.Use(RestErrors.Run);
        app.UseStatusCodePages(RestErrors.Describe);
        app.Use(GrpcRequests.Run);
        app.UseRouting();
        app.Use(TranscodedBodies.Run);
        app.UseOpenApiPage();

        app.MapGrpcService<ClassificationService>();
        app.MapGrpcService<AdminService>();
        app.MapGrpcService<FingerprintService>();
        app.MapGrpcService<InferenceService>();
        app.MapGrpcService<HealthService>();
        app.MapGrpcReflectionService();
        ModerationEndpoint.Map(app);
        app.MapHealthPages();
        app.MapPrometheusScrapingEndpoint("/metrics");
    }
}
