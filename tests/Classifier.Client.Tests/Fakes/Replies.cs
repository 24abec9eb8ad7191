using Classifier.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Client.Tests.Fakes;

/// <summary>Answers and refusals that tests share.</summary>
internal static class Replies
{
    public static ClassifyResponse Allow(string outputId = "") => new() { Decision = Decision.Allow, OutputId = outputId };

    public static RpcException Refused(StatusCode code, TimeSpan? retryAfter = null, params BadRequest.Types.FieldViolation[] violations)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = "refused by script" };
        if (retryAfter is { } delay) status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        if (violations.Length > 0) status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { violations } }));
        return status.ToRpcException();
    }

    /// <summary>Answers every item with its own text as output id.</summary>
    public static async Task Echo(
        IAsyncStreamReader<ClassifyStreamRequest> requests, IServerStreamWriter<ClassifyStreamResponse> answers, ServerCallContext context)
    {
        await foreach (var r in requests.ReadAllAsync(context.CancellationToken)) await answers.WriteAsync(Answer(r));
    }

    public static ClassifyStreamResponse Answer(ClassifyStreamRequest r) =>
        new() { CorrelationId = r.CorrelationId, Response = Allow(r.Request.Item.Parts[0].Text), Final = true };

    public static ClassifyStreamResponse Refusal(ClassifyStreamRequest r, StatusCode code, long retryAfterMs, string field = "") => new()
    {
        CorrelationId = r.CorrelationId,
        Refusal = new() { Code = (int)code, Message = "refused by script", Field = field, RetryAfterMs = retryAfterMs },
        Final = true,
    };
}
