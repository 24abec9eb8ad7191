using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Classifier.Server.Calls;

/// <summary>What the gRPC framework leaves to be done around a request.</summary>
internal static class GrpcRequests
{
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";
    private const string DetailsHeader = "grpc-status-details-bin";

    private static readonly Failure NoRoom = FailureMapping.Map(IncomingBytes.NoRoom());

    public static bool Is(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Around every gRPC request.</summary>
    public static async Task Run(HttpContext context, RequestDelegate next)
    {
        // A stream may carry any amount; the framework bounds each message instead and answers RESOURCE_EXHAUSTED.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = null;
        using var metered = new MeteredBody(context.Request.BodyReader, context.RequestServices.GetRequiredService<IncomingBytes>());
        context.Features.Set<IRequestBodyPipeFeature>(metered);
        await next(context);
        NameUnknownMethod(context);
        NameUnreadMessage(context, metered.Refused ? NoRoom : FailureReporter.Malformed);
    }

    // The one message of a unary call is read before any interceptor runs, and the framework calls a failure there UNKNOWN.
    // Whatever happens later is named by CallInterceptor, never UNKNOWN.
    private static void NameUnreadMessage(HttpContext context, Failure failure)
    {
        var trailers = context.Response.HasStarted ? context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers : context.Response.Headers;
        if (trailers is null || trailers.IsReadOnly || trailers[StatusHeader] != ((int)StatusCode.Unknown).ToString(CultureInfo.InvariantCulture)) return;
        Write(trailers, failure);
    }

    /// <summary>Routing answers 404 for what no service has; gRPC has a word of its own for that.</summary>
    private static void NameUnknownMethod(HttpContext context)
    {
        if (context.Response.HasStarted || context.Response.StatusCode != StatusCodes.Status404NotFound || !HttpProtocol.IsHttp2(context.Request.Protocol)) return;
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/grpc";
        Write(context.Response.Headers, new Failure(Google.Rpc.Code.Unimplemented, "No service here has this method.", "METHOD_UNKNOWN"));
    }

    private static void Write(IHeaderDictionary trailers, Failure failure)
    {
        var status = failure.ToStatus();
        trailers[StatusHeader] = status.Code.ToString(CultureInfo.InvariantCulture);
        trailers[MessageHeader] = Uri.EscapeDataString(status.Message);
        trailers[DetailsHeader] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
    }
}
