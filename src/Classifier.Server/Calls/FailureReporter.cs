using Classifier.Core;
using Classifier.Inference;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Calls;

/// <summary>Names a failure of whatever origin; what nobody foresaw is logged once and becomes an incident id.</summary>
internal sealed class FailureReporter(ILogger<FailureReporter> logger, TimeProvider time)
{
    /// <param name="method">For the log.</param>
    /// <param name="deadline">Timestamp of the time provider.</param>
    /// <param name="call">Cancelled when the caller hung up or the deadline passed.</param>
    public Failure Report(Exception failure, string method, long deadline, CancellationToken call)
    {
        switch (failure)
        {
            case ClassifierException known:
                return FailureMapping.Map(known);
            case RpcException rpc:
                return new Failure((Code)(int)rpc.StatusCode, rpc.Status.Detail, "TRANSPORT");
            case InvalidProtocolBufferException:
                return Malformed;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new Failure(Code.ResourceExhausted, "The message is larger than the server's limit.", "TOO_LARGE");
            case ModelFaultException fault:
                Log.ModelFault(logger, fault.Model.ToString(), method);
                return new Failure(Code.Internal, $"Model {fault.Model} failed on this input.", "MODEL_FAULT");
        }

        if (call.IsCancellationRequested) return time.GetTimestamp() >= deadline ? Late : HungUp;
        return Unforeseen(failure, method);
    }

    public static Failure Malformed { get; } = new(Code.InvalidArgument, "The message is not valid protobuf.", "MALFORMED_MESSAGE");

    private static Failure Late { get; } = new(Code.DeadlineExceeded, "The deadline has passed.", "DEADLINE_EXCEEDED");

    private static Failure HungUp { get; } = new(Code.Cancelled, "The caller hung up.", "CANCELLED");

    private Failure Unforeseen(Exception failure, string method)
    {
        var incident = Guid.CreateVersion7().ToString("N");
        // Messages of foreign exceptions may quote what they choked on, so only types and places are kept.
        var types = failure.GetType().Name;
        for (var inner = failure.InnerException; inner is not null; inner = inner.InnerException) types += " < " + inner.GetType().Name;
        Log.Incident(logger, incident, method, types, failure.StackTrace ?? string.Empty);
        return new Failure(Code.Internal, $"Internal error; incident {incident}.", "INTERNAL", Incident: incident);
    }
}
