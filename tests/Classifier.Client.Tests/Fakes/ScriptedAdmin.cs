using Classifier.V1;
using Grpc.Core;

namespace Classifier.Client.Tests.Fakes;

/// <summary>The admin service with figures that a test writes.</summary>
internal sealed class ScriptedAdmin : AdminService.AdminServiceBase
{
    public ListModelsResponse Models { get; set; } = new();

    /// <summary>The intervals that were asked for.</summary>
    public List<int> Intervals { get; } = [];

    /// <summary>Ends when the caller of <c>WatchStats</c> has hung up.</summary>
    public TaskCompletionSource HungUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context) => Task.FromResult(Models);

    public override async Task WatchStats(WatchStatsRequest request, IServerStreamWriter<Stats> responseStream, ServerCallContext context)
    {
        Intervals.Add(request.IntervalMs);
        await using var _ = context.CancellationToken.Register(HungUp.SetResult);
        for (var n = 1; n <= 3; n++) await responseStream.WriteAsync(new Stats { Queues = { new QueueStats { Model = "text@1", Batches = n } } });
        await HungUp.Task;
    }
}
