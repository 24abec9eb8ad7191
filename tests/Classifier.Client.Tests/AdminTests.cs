using Classifier.Client.Tests.Fakes;
using Classifier.V1;
using Grpc.Core;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Classifier.Client.Tests;

public sealed class AdminTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListModels_returns_what_the_server_knows()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Admin.Models = new() { Models = { new Model { Name = "text", Version = "1", State = Model.Types.State.Active } } };
        await using var client = server.Client();

        var models = await client.ListModelsAsync(cancellation: Token);

        Assert.Equal(server.Admin.Models.Models, models);
    }

    [Fact]
    public async Task WatchStats_streams_and_hangs_up_when_the_caller_stops_reading()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using var client = server.Client();

        var batches = new List<long>();
        await foreach (var stats in client.WatchStatsAsync(TimeSpan.FromMilliseconds(250), Token))
        {
            batches.Add(stats.Queues[0].Batches);
            if (batches.Count == 2) break;
        }

        Assert.Equal([1, 2], batches);
        Assert.Equal([250], server.Admin.Intervals);
        await server.Admin.HungUp.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Health_is_reported_for_server_and_model_and_followed_as_it_changes()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Health.SetStatus("", ServingStatus.Serving);
        server.Health.SetStatus("text@1", ServingStatus.NotServing);
        await using var client = server.Client();

        Assert.Equal(ServingStatus.Serving, await client.CheckHealthAsync(cancellation: Token));
        Assert.Equal(ServingStatus.NotServing, await client.CheckHealthAsync("text@1", cancellation: Token));
        var seen = new List<ServingStatus>();
        await foreach (var status in client.WatchHealthAsync("text@1", Token))
        {
            seen.Add(status);
            if (seen.Count == 2) break;
            server.Health.SetStatus("text@1", ServingStatus.Serving);
        }
        Assert.Equal([ServingStatus.NotServing, ServingStatus.Serving], seen);
    }

    [Fact]
    public async Task Health_of_an_unknown_service_is_a_typed_error()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => client.CheckHealthAsync("nothing", cancellation: Token));

        Assert.Equal(StatusCode.NotFound, e.Code);
    }
}
