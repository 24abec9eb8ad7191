using Grpc.Core;

namespace Classifier.Client.Internal;

/// <summary>Puts the client's headers and a deadline on a call, and its errors into the client's own type.</summary>
internal sealed class Calls(ClassifierClientOptions options)
{
    /// <param name="left">Time left; null for a call that lasts until somebody hangs up.</param>
    public CallOptions Options(TimeSpan? left, CancellationToken cancellation)
    {
        var headers = options.Tenant is { } tenant ? new Metadata { { "x-tenant", tenant } } : null;
        // gRPC counts deadlines on the machine's clock; far ones overflow it and mean none.
        DateTime? deadline = left is { } span && span < TimeSpan.FromDays(365) ? DateTime.UtcNow + span : null;
        return new(headers, deadline, cancellation);
    }

    public static async Task<T> UnaryAsync<T>(AsyncUnaryCall<T> call, CancellationToken cancellation)
    {
        using (call)
        {
            try
            {
                return await call.ResponseAsync.ConfigureAwait(false);
            }
            catch (RpcException e)
            {
                throw Translated(e, cancellation);
            }
        }
    }

    /// <summary>Reads a server stream to its end.</summary>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        AsyncServerStreamingCall<T> call,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using (call)
        {
            while (true)
            {
                try
                {
                    if (!await call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false)) yield break;
                }
                catch (RpcException e)
                {
                    throw Translated(e, cancellation);
                }
                yield return call.ResponseStream.Current;
            }
        }
    }

    /// <summary>What a caller sees: its own cancellation as such, everything else as a refusal.</summary>
    public static Exception Translated(RpcException e, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested && e.StatusCode == StatusCode.Cancelled
            ? new OperationCanceledException(e.Status.Detail, e, cancellation)
            : ClassifierClientException.From(e);
}
