using Classifier.Pipeline;
using Classifier.Server.Calls;
using Classifier.Server.Observability;
using Grpc.Core;

namespace Classifier.Server.Classification;

/// <summary>Runs ClassifyStream calls.</summary>
internal sealed class StreamSessions(
    IContentClassifier classifier,
    RequestReader reader,
    FailureReporter failures,
    ServerMetrics metrics,
    ServerOptions options,
    IHostApplicationLifetime lifetime)
{
    public IContentClassifier Classifier => classifier;
    public RequestReader Reader => reader;
    public FailureReporter Failures => failures;
    public ServerMetrics Metrics => metrics;
    public StreamLimits Limits => options.Streams;

    /// <summary>Cancelled when the server drains.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    public async Task RunAsync(
        IAsyncStreamReader<V1.ClassifyStreamRequest> requests, IServerStreamWriter<V1.ClassifyStreamResponse> responses, ServerCallContext context)
    {
        using var session = new StreamSession(this, Caller.Of(context), responses, context.CancellationToken);
        await session.RunAsync(requests);
    }
}
