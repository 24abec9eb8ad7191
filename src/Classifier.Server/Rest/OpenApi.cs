using Microsoft.OpenApi.Models;

namespace Classifier.Server.Rest;

/// <summary>The OpenAPI document of the REST paths and the page that shows it.</summary>
internal static class OpenApi
{
    private const string Document = "/openapi/v1.json";

    public static void AddOpenApiPage(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddGrpcSwagger();
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new OpenApiInfo { Title = "Classifier", Version = "v1", Description = "Judges content. Errors are google.rpc.Status." });
            var comments = Path.Combine(AppContext.BaseDirectory, "Classifier.Protos.xml");
            if (!File.Exists(comments)) return;
            swagger.IncludeXmlComments(comments);
            swagger.IncludeGrpcXmlComments(comments, includeControllerXmlComments: true);
        });
    }

    public static void UseOpenApiPage(this IApplicationBuilder app)
    {
        app.UseSwagger(o => o.RouteTemplate = "openapi/{documentName}.json");
        app.UseSwaggerUI(o =>
        {
            o.RoutePrefix = "docs";
            o.SwaggerEndpoint(Document, "Classifier v1");
        });
    }

    public static void MapOpenApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/openapi", () => Results.Redirect(Document)).ExcludeFromDescription();
}
