using Classifier.Server.Calls;
using Google.Rpc;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Classifier.Server.Rest;

/// <summary>
/// Transcoding quotes what it cannot parse, and a body is content. So its answer is held back until it is known whether the
/// call was reached; where it was not, the refusal is said in our words.
/// </summary>
internal static class TranscodedBodies
{
    private static readonly Failure Malformed = new(Code.InvalidArgument, "The body is not valid JSON of this call's request.", "MALFORMED_MESSAGE");

    public static async Task Run(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not { Method.Type: MethodType.Unary })
        {
            await next(context);
            return;
        }

        var wire = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new MemoryStream();
        var holding = new StreamResponseBodyFeature(held);
        context.Features.Set<IHttpResponseBodyFeature>(holding);
        try
        {
            await next(context);
            await holding.CompleteAsync();
        }
        finally
        {
            context.Features.Set(wire);
        }

        if (context.Response.StatusCode < StatusCodes.Status400BadRequest || CallInterceptor.Saw(context))
        {
            held.Position = 0;
            await held.CopyToAsync(context.Response.Body, context.RequestAborted);
            return;
        }

        context.Response.ContentLength = null;
        await RestErrors.WriteAsync(context, Malformed, RestErrors.HttpStatus(Malformed));
    }
}
