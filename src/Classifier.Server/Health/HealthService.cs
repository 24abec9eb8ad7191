using Classifier.Server.Calls;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;

namespace Classifier.Server.Health;

/// <summary><c>grpc.health.v1.Health</c>: "" is the server, <c>classifier.model.NAME</c> a model, a service's full name that service.</summary>
internal sealed class HealthService(HealthBoard board, IHostApplicationLifetime lifetime) : Grpc.Health.V1.Health.HealthBase
{
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        board.Find(request.Service) is { } status
            ? Task.FromResult(new HealthCheckResponse { Status = status })
            : throw new Failure(Code.NotFound, "No service of this name is served.", "SERVICE_UNKNOWN").ToRpcException();

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var watcher = board.Watch(request.Service);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        HealthCheckResponse.Types.ServingStatus? told = null;
        try
        {
            await foreach (var status in watcher.Statuses.ReadAllAsync(ending.Token)) await TellAsync(status);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            // The server drains: the last word, then the end, so that the connection can close.
            if (told != HealthCheckResponse.Types.ServingStatus.ServiceUnknown) await TellAsync(HealthCheckResponse.Types.ServingStatus.NotServing);
        }

        async Task TellAsync(HealthCheckResponse.Types.ServingStatus status)
        {
            if (told == status) return;
            told = status;
            await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);
        }
    }
}
