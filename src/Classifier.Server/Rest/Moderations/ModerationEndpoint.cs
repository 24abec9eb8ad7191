using System.Text.Json;
using Classifier.Core;
using Classifier.Pipeline;
using Classifier.Server.Calls;
using Classifier.Server.Observability;
using Google.Rpc;

namespace Classifier.Server.Rest.Moderations;

/// <summary><c>POST /v1/moderations</c> with OpenAI's request, reply and errors, so that its clients work unchanged.</summary>
internal sealed class ModerationEndpoint(
    IContentClassifier classifier, FailureReporter failures, ServerMetrics metrics, ServerOptions options, TimeProvider time)
{
    public const string Path = "/v1/moderations";
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, (HttpContext context, ModerationEndpoint endpoint) => endpoint.RunAsync(context))
            .Accepts<ModerationBody>("application/json")
            .Produces<ModerationResponse>()
            .Produces<ModerationError>(StatusCodes.Status400BadRequest)
            .Produces<ModerationError>(StatusCodes.Status413PayloadTooLarge)
            .Produces<ModerationError>(StatusCodes.Status429TooManyRequests)
            .Produces<ModerationError>(StatusCodes.Status503ServiceUnavailable)
            .WithTags("Moderations")
            .WithSummary("Judges texts and pictures; OpenAI's moderation call.");

    private async Task RunAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var code = Code.Ok;
        try
        {
            var response = await JudgeAsync(context);
            await context.Response.WriteAsJsonAsync(response, ModerationJson.Default.ModerationResponse, cancellationToken: context.RequestAborted);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var failure = failures.Report(e, Path, long.MaxValue, context.RequestAborted);
            code = failure.Code;
            // A picture that is too large is a body that is too large to OpenAI's clients.
            var status = failure.Reason == "TOO_LARGE" ? StatusCodes.Status413PayloadTooLarge : RestErrors.HttpStatus(failure);
            await RestErrors.WriteAsync(context, failure, status);
        }
        finally
        {
            metrics.CallEnded(Path, code, time.GetElapsedTime(started));
        }
    }

    private async Task<ModerationResponse> JudgeAsync(HttpContext context)
    {
        var tenant = Caller.ReadTenant(context.Request.Headers.TryGetValue(Caller.TenantHeader, out var name) ? name.ToString() : null);
        var items = await ReadAsync(context);
        var replies = new ClassificationReply[items.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.BatchParallelism, CancellationToken = context.RequestAborted };
        await Parallel.ForAsync(0, items.Count, parallel, async (i, token) =>
        {
            replies[i] = await classifier.ClassifyAsync(new ClassificationRequest { Parts = items[i], Tenant = tenant }, token);
            metrics.Judged(replies[i]);
        });
        var model = replies.SelectMany(r => r.Results).Select(r => r.Model).FirstOrDefault(m => m is not null);
        return new ModerationResponse(
            $"modr-{Guid.CreateVersion7():N}", model?.ToString() ?? "classifier", replies.Select((r, i) => ModerationCategories.Write(r, items[i])).ToArray());
    }

    private static async Task<IReadOnlyList<IReadOnlyList<ContentPart>>> ReadAsync(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, Strict, context.RequestAborted);
            return ModerationRequest.Read(body.RootElement);
        }
        catch (JsonException)
        {
            throw ClassifierException.Invalid("body", "The body is not valid JSON.");
        }
    }
}
