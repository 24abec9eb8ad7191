using Classifier.Core;
using Classifier.Pipeline;
using Classifier.Server.Calls;
using Classifier.Server.Observability;

namespace Classifier.Server.Classification;

/// <summary>Judges the entries of a batch, some at a time; each is answered or refused by itself.</summary>
internal sealed class BatchClassification(
    IContentClassifier classifier, RequestReader reader, FailureReporter failures, ServerMetrics metrics, ServerOptions options)
{
    public const int MaxRequests = 1024;
    private const string Method = "/classifier.v1.ClassifierService/ClassifyBatch";

    /// <exception cref="ClassifierException">No requests, or too many.</exception>
    /// <exception cref="OperationCanceledException">The caller hung up or the deadline passed.</exception>
    public async Task<V1.ClassifyBatchResponse> RunAsync(V1.ClassifyBatchRequest batch, Caller caller, CancellationToken cancellation)
    {
        if (batch.Requests.Count is 0 or > MaxRequests)
            throw ClassifierException.Invalid("requests", $"A batch has 1 to {MaxRequests} requests.");
        var entries = new V1.ClassifyBatchResponse.Types.Entry[batch.Requests.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.BatchParallelism, CancellationToken = cancellation };
        await Parallel.ForAsync(0, entries.Length, parallel, async (i, token) => entries[i] = await JudgeAsync(batch.Requests[i], caller, token));
        return new V1.ClassifyBatchResponse { Entries = { entries } };
    }

    private async ValueTask<V1.ClassifyBatchResponse.Types.Entry> JudgeAsync(V1.ClassifyRequest request, Caller caller, CancellationToken cancellation)
    {
        try
        {
            var reply = await classifier.ClassifyAsync(reader.Read(request, caller), cancellation);
            metrics.Judged(reply);
            return new V1.ClassifyBatchResponse.Types.Entry { Response = ReplyWriter.Write(reply) };
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return new V1.ClassifyBatchResponse.Types.Entry { Refusal = failures.Report(e, Method, caller.Deadline, cancellation).ToRefusal() };
        }
    }
}
