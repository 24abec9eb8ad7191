using Classifier.Server.Health;

namespace Classifier.Server.Rest;

/// <summary>Pages for load balancers that do not speak gRPC.</summary>
internal static class HealthPages
{
    public static void MapHealthPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("alive\n")).ExcludeFromDescription();
        routes.MapGet("/readyz", (HealthBoard board) => board.IsServing
            ? Results.Text("ready\n")
            : Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
    }
}
