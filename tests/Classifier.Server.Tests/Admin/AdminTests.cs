using Classifier.Inference;
using Classifier.Server.Tests.Fakes;
using Grpc.Core;

namespace Classifier.Server.Tests.Admin;

public sealed class AdminTests
{
    [Fact]
    public async Task Models_are_listed_with_their_states()
    {
        await using var server = await TestServer.StartAsync();
        server.Catalog.Set(Manifests.Text("other"), ModelState.Failed, "sha256 of graph.onnx differs");

        var models = (await Client(server).ListModelsAsync(new V1.ListModelsRequest())).Models;

        Assert.Equal(
            new V1.Model
            {
                Name = "text", Version = "1", State = V1.Model.Types.State.Active, Licence = "permissive", Variant = "cpu-int8", Provider = "cpu",
                Tasks = { "injection", "toxicity", "hate" },
            },
            models[0]);
        Assert.Equal((V1.Model.Types.State.Failed, "sha256 of graph.onnx differs"), (models[1].State, models[1].Reason));
    }

    [Fact]
    public void Every_state_has_a_name_on_the_wire()
    {
        foreach (var state in Enum.GetValues<ModelState>())
        {
            var wire = Server.Admin.ModelMapping.Write(new ModelStatus(Manifests.Text(), state, "", "", null, null)).State;
            Assert.Equal(state.ToString(), wire.ToString());
        }
    }

    [Fact]
    public async Task Stats_come_again_and_again_until_the_caller_hangs_up()
    {
        await using var server = await TestServer.StartAsync();
        using var watch = Client(server).WatchStats(new V1.WatchStatsRequest { IntervalMs = 100 });
        var token = TestContext.Current.CancellationToken;

        for (var i = 0; i < 3; i++)
        {
            Assert.True(await watch.ResponseStream.MoveNext(token));
            var queue = Assert.Single(watch.ResponseStream.Current.Queues);
            Assert.Equal(
                new V1.QueueStats
                {
                    Model = "text@1", QueuedItems = 1, QueuedCost = 2, OldestNs = 3_000_000_000, Batches = 4, Items = 5, RealCost = 6, PaddedCost = 7,
                    Refused = 8, Shed = 9, Expired = 10, Cancelled = 11, Failed = 12,
                },
                queue);
        }
    }

    [Fact]
    public async Task Stats_end_when_the_server_drains()
    {
        await using var server = await TestServer.StartAsync();
        using var watch = Client(server).WatchStats(new V1.WatchStatsRequest { IntervalMs = 60_000 });
        Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        await server.StopAsync();

        Assert.False(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    [InlineData(60_001)]
    public async Task Interval_out_of_range_is_refused(int interval)
    {
        await using var server = await TestServer.StartAsync();
        using var watch = Client(server).WatchStats(new V1.WatchStatsRequest { IntervalMs = interval });

        var e = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        Assert.Equal((StatusCode.InvalidArgument, "interval_ms"), (e.StatusCode, e.Field()));
    }

    private static V1.AdminService.AdminServiceClient Client(TestServer server) => new(server.Channel);
}
