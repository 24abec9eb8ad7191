using System.Collections.Concurrent;
using Classifier.V1;
using Grpc.Core;

namespace Classifier.Client.Tests.Fakes;

internal delegate Task StreamScript(
    IAsyncStreamReader<ClassifyStreamRequest> requests, IServerStreamWriter<ClassifyStreamResponse> answers, ServerCallContext context);

/// <summary>The classifier service with answers that a test writes; keeps what it was sent.</summary>
internal sealed class ScriptedClassifier : ClassifierService.ClassifierServiceBase
{
    private int _calls;

    public Func<ClassifyRequest, ServerCallContext, int, Task<ClassifyResponse>> OnClassify { get; set; } =
        (_, _, _) => Task.FromResult(Replies.Allow());

    public Func<ClassifyBatchRequest, ClassifyBatchResponse> OnBatch { get; set; } = _ => new();
    public StreamScript OnStream { get; set; } = Replies.Echo;
    public ConcurrentQueue<Metadata> Headers { get; } = new();
    public ConcurrentQueue<DateTime> Deadlines { get; } = new();
    public int Calls => _calls;

    public override Task<ClassifyResponse> Classify(ClassifyRequest request, ServerCallContext context) =>
        OnClassify(request, context, Count(context));

    public override Task<ClassifyBatchResponse> ClassifyBatch(ClassifyBatchRequest request, ServerCallContext context)
    {
        Count(context);
        return Task.FromResult(OnBatch(request));
    }

    public override Task ClassifyStream(
        IAsyncStreamReader<ClassifyStreamRequest> requestStream, IServerStreamWriter<ClassifyStreamResponse> responseStream, ServerCallContext context)
    {
        Count(context);
        return OnStream(requestStream, responseStream, context);
    }

    private int Count(ServerCallContext context)
    {
        Headers.Enqueue(context.RequestHeaders);
        Deadlines.Enqueue(context.Deadline);
        return Interlocked.Increment(ref _calls);
    }
}
