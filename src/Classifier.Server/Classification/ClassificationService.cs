using Classifier.Pipeline;
using Classifier.Server.Calls;
using Classifier.Server.Observability;
using Grpc.Core;

namespace Classifier.Server.Classification;

/// <summary><c>classifier.v1.ClassifierService</c>.</summary>
internal sealed class ClassificationService(
    IContentClassifier classifier, RequestReader reader, ServerMetrics metrics, BatchClassification batches, StreamSessions streams)
    : V1.ClassifierService.ClassifierServiceBase
{
    public override async Task<V1.ClassifyResponse> Classify(V1.ClassifyRequest request, ServerCallContext context)
    {
        var reply = await classifier.ClassifyAsync(reader.Read(request, Caller.Of(context)), context.CancellationToken);
        metrics.Judged(reply);
        return ReplyWriter.Write(reply);
    }

    public override Task<V1.ClassifyBatchResponse> ClassifyBatch(V1.ClassifyBatchRequest request, ServerCallContext context) =>
        batches.RunAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task ClassifyStream(
        IAsyncStreamReader<V1.ClassifyStreamRequest> requestStream,
        IServerStreamWriter<V1.ClassifyStreamResponse> responseStream,
        ServerCallContext context) =>
        streams.RunAsync(requestStream, responseStream, context);
}
