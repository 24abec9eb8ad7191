using System.Globalization;
using Classifier.Server.Observability;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Classifier.Server.Calls;

/// <summary>Around every call: who calls, typed errors, figures, compression as asked.</summary>
internal sealed class CallInterceptor(FailureReporter failures, ServerMetrics metrics, TimeProvider time) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        TResponse? response = null;
        await Guard(context, async () => response = await continuation(request, context));
        return response!;
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(request, responseStream, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(requestStream, responseStream, context));

    /// <summary>Whether a call was reached, so that its errors are ours.</summary>
    public static bool Saw(HttpContext context) => context.Items.ContainsKey(typeof(CallInterceptor));

    private async Task Guard(ServerCallContext context, Func<Task> call)
    {
        var started = time.GetTimestamp();
        var deadline = long.MaxValue;
        var code = Code.Ok;
        context.GetHttpContext().Items[typeof(CallInterceptor)] = true;
        try
        {
            var caller = Caller.From(context, time);
            deadline = caller.Deadline;
            context.UserState[typeof(Caller)] = caller;
            CompressAsAsked(context);
            await call();
        }
        catch (Exception e)
        {
            var failure = failures.Report(e, context.Method, deadline, context.CancellationToken);
            code = failure.Code;
            SayWhenToRetry(context, failure);
            throw failure.ToRpcException();
        }
        finally
        {
            metrics.CallEnded(context.Method, code, time.GetElapsedTime(started));
        }
    }

    // Every client accepts gzip, so accepting is not asking: as in gRPC for Go, an answer is compressed when the request was.
    private static void CompressAsAsked(ServerCallContext context)
    {
        var request = context.GetHttpContext().Request;
        if (GrpcRequests.Is(request) && request.Headers["grpc-encoding"] != "gzip")
            context.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
    }

    private static void SayWhenToRetry(ServerCallContext context, Failure failure)
    {
        var http = context.GetHttpContext();
        if (failure.RetryAfter is not { } delay || http.Response.HasStarted || GrpcRequests.Is(http.Request)) return;
        http.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}
