using System.Globalization;
using Classifier.Server.Calls;
using Classifier.Server.Rest.Moderations;
using Google.Rpc;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Classifier.Server.Rest;

/// <summary>What no endpoint answers: typed JSON, as google.rpc.Status or, below /v1/moderations, in OpenAI's shape.</summary>
internal static class RestErrors
{
    /// <summary>Refuses a body whose length is known to be too great before any endpoint sees it, and answers for whoever threw.</summary>
    public static async Task Run(HttpContext context, RequestDelegate next)
    {
        var incoming = context.RequestServices.GetRequiredService<IncomingBytes>();
        long held = 0;
        try
        {
            var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
            if (context.Request.ContentLength > limit) throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
            if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
                held = incoming.Change(held, context.Request.ContentLength ?? limit ?? 0);
            await BufferAsync(context);
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            if (context.RequestAborted.IsCancellationRequested) return;
            var reporter = context.RequestServices.GetRequiredService<FailureReporter>();
            var failure = reporter.Report(e, context.Request.Path.StartsWithSegments("/v1") ? "REST" : "HTTP", long.MaxValue, CancellationToken.None);
            await WriteAsync(context, failure, HttpStatus(failure));
        }
        finally
        {
            incoming.Change(held, 0);
        }
    }

    // Transcoding calls a body that turns out too large malformed, so one that does not say its length is read first, to the limit.
    private static async Task BufferAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not null || context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }) return;
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Request.Body = body;
    }

    /// <summary>Gives routing's bare 404, 405 and 415 a body.</summary>
    public static Task Describe(StatusCodeContext bare)
    {
        var context = bare.HttpContext;
        var status = context.Response.StatusCode;
        var failure = status switch
        {
            StatusCodes.Status404NotFound => new Failure(Code.NotFound, "There is nothing at this path.", "NOT_FOUND"),
            StatusCodes.Status405MethodNotAllowed => new Failure(Code.Unimplemented, "This path does not take this method.", "METHOD_NOT_ALLOWED"),
            StatusCodes.Status415UnsupportedMediaType => new Failure(Code.InvalidArgument, "The body's type is application/json.", "UNSUPPORTED_MEDIA_TYPE"),
            StatusCodes.Status413PayloadTooLarge => new Failure(Code.ResourceExhausted, "The body is larger than the server's limit.", "TOO_LARGE"),
            _ => new Failure(Code.InvalidArgument, "The request is not valid HTTP for this server.", "BAD_REQUEST"),
        };
        return WriteAsync(context, failure, status);
    }

    /// <summary>The HTTP status that google.rpc.Code documents for each code; 413 where a body was too large.</summary>
    public static int HttpStatus(Failure failure) => failure.Code switch
    {
        Code.ResourceExhausted when failure.Reason == "TOO_LARGE" => StatusCodes.Status413PayloadTooLarge,
        Code.InvalidArgument when failure.Reason == "UNSUPPORTED_MEDIA_TYPE" => StatusCodes.Status415UnsupportedMediaType,
        Code.InvalidArgument or Code.FailedPrecondition or Code.OutOfRange => StatusCodes.Status400BadRequest,
        Code.NotFound => StatusCodes.Status404NotFound,
        Code.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        Code.Unavailable => StatusCodes.Status503ServiceUnavailable,
        Code.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        Code.Cancelled => StatusCodes.Status499ClientClosedRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    public static Task WriteAsync(HttpContext context, Failure failure, int status)
    {
        context.Response.StatusCode = status;
        if (failure.RetryAfter is { } delay)
            context.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (context.Request.Path.StartsWithSegments(ModerationEndpoint.Path))
            return context.Response.WriteAsJsonAsync(ModerationError.From(failure, status), ModerationJson.Default.ModerationError);
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(TypedJson.Formatter.Format(failure.ToStatus()));
    }
}
