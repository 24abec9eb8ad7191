using Classifier.Interop.Tests.Harness;
using Grpc.Core;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Classifier.Interop.Tests.Lifecycle;

/// <summary>How a server ends, and that the next one is none the worse for it.</summary>
[Collection(OwnServersGroup.Name)]
public sealed class ShutdownTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // What a client may see of a stream that its server closed.
    private static readonly StatusCode[] EndsOfAStream = [StatusCode.Unavailable, StatusCode.Cancelled, StatusCode.Internal];

    [Fact]
    public async Task Sigterm_answers_what_is_in_flight_and_exits_with_0()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = new TestClient(server.Address);
        var inFlight = client.ClassifyAsync(Texts.Long(400), Limit);
        await client.UntilAsync(stats => stats.Queues.Any(queue => queue.QueuedItems > 0 || queue.Batches > 0));
        Assert.False(inFlight.ResponseAsync.IsCompleted, "The text was too short to be in flight.");

        server.Terminate();

        var reply = await inFlight;
        Assert.NotEmpty(reply.Results);
        Assert.Equal(0, await server.ExitAsync(Limit));
        Assert.DoesNotContain("   at ", server.Log);
    }

    [Fact]
    public async Task Sigterm_tells_health_watchers_first()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = new TestClient(server.Address);
        using var watch = client.Health.Watch(new() { Service = "" }, deadline: DateTime.UtcNow + Limit);
        Assert.True(await watch.ResponseStream.MoveNext());
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);

        server.Terminate();

        Assert.True(await watch.ResponseStream.MoveNext());
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        Assert.Equal(0, await server.ExitAsync(Limit));
    }

    [Fact]
    public async Task Sigterm_ends_open_streams_within_the_drain_time()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = new TestClient(server.Address);
        using var stream = client.Classifier.ClassifyStream(deadline: DateTime.UtcNow.AddMinutes(5));
        await stream.RequestStream.WriteAsync(new() { CorrelationId = "a", Request = TestClient.Request(Texts.Benign) });
        Assert.True(await stream.ResponseStream.MoveNext());

        server.Terminate();

        Assert.Equal(0, await server.ExitAsync(Limit));
        var end = await Record.ExceptionAsync(() => stream.ResponseStream.MoveNext());
        if (end is not null)
            Assert.Contains(Assert.IsType<RpcException>(end).StatusCode, EndsOfAStream);
    }

    [Fact]
    public async Task Kill_leaves_nothing_that_stops_the_next_server_on_that_port()
    {
        await using var first = await ServerProcess.StartAsync();
        var urls = $"http://{first.Address}";
        using (var client = new TestClient(first.Address))
        {
            using var open = client.ClassifyAsync(Texts.Long(400), Limit);
            await client.UntilAsync(stats => stats.Queues.Any(queue => queue.QueuedItems > 0 || queue.Batches > 0));
            await first.KillAsync();
            Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => open.ResponseAsync)).StatusCode);
        }

        await using var second = await ServerProcess.StartAsync("--urls", urls);
        using var next = new TestClient(second.Address);
        Assert.Equal(ServingStatus.Serving, await next.StatusAsync());
        Assert.NotEmpty((await next.ClassifyAsync(Texts.Benign, Limit)).Results);
    }

    [Fact]
    public async Task Kill_and_restart_on_the_same_data_folder_serves_again()
    {
        using var data = new TemporaryFolder();
        await using (var first = await ServerProcess.StartAsync("--data", data.Path))
            await first.KillAsync();
        await using var second = await ServerProcess.StartAsync("--data", data.Path);
        using var client = new TestClient(second.Address);
        Assert.NotEmpty((await client.ClassifyAsync(Texts.Benign, Limit)).Results);
    }
}
