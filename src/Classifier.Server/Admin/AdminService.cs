using Classifier.Core;
using Classifier.Inference;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Classifier.Server.Admin;

/// <summary><c>classifier.v1.AdminService</c>.</summary>
internal sealed class AdminService(IModelCatalog catalog, TimeProvider time, IHostApplicationLifetime lifetime)
    : V1.AdminService.AdminServiceBase
{
    private const int DefaultIntervalMs = 1000;
    private const int MinIntervalMs = 100;
    private const int MaxIntervalMs = 60_000;

    public override Task<V1.ListModelsResponse> ListModels(V1.ListModelsRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.ListModelsResponse { Models = { catalog.List().Select(ModelMapping.Write) } });

    public override async Task WatchStats(V1.WatchStatsRequest request, IServerStreamWriter<V1.Stats> responseStream, ServerCallContext context)
    {
        var interval = request.IntervalMs == 0 ? DefaultIntervalMs : request.IntervalMs;
        if (interval is < MinIntervalMs or > MaxIntervalMs)
            throw ClassifierException.Invalid("interval_ms", $"The interval is 0 or {MinIntervalMs} to {MaxIntervalMs} ms.");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(interval), time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            do await responseStream.WriteAsync(Read(), context.CancellationToken);
            while (await timer.WaitForNextTickAsync(ending.Token));
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            // The server drains: nothing is left to watch.
        }
    }

    private V1.Stats Read()
    {
        var stats = new V1.Stats { Time = Timestamp.FromDateTimeOffset(time.GetUtcNow()) };
        foreach (var model in catalog.List())
            if (model.Queue is { } queue)
                stats.Queues.Add(ModelMapping.Write(model.Manifest.Id, queue));
        return stats;
    }
}
