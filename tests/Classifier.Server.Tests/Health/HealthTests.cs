using Classifier.Inference;
using Classifier.Server.Tests.Fakes;
using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Classifier.Server.Tests.Health;

public sealed class HealthTests
{
    [Theory]
    [InlineData("")]
    [InlineData("classifier.v1.ClassifierService")]
    [InlineData("classifier.v1.AdminService")]
    [InlineData("inference.GRPCInferenceService")]
    [InlineData("grpc.health.v1.Health")]
    [InlineData("classifier.model.text")]
    public async Task Name_serves_while_the_model_is_active(string name)
    {
        await using var server = await TestServer.StartAsync();
        var health = new Grpc.Health.V1.Health.HealthClient(server.Channel);

        async Task<ServingStatus> Check() => (await health.CheckAsync(new HealthCheckRequest { Service = name })).Status;

        var active = await Check();
        server.Catalog.Set(server.Catalog.Model.Manifest, ModelState.Failed, "run failed");
        var failed = await Check();
        server.Catalog.Set(server.Catalog.Model.Manifest, ModelState.Active);

        Assert.Equal((ServingStatus.Serving, ServingStatus.NotServing, ServingStatus.Serving), (active, failed, await Check()));
    }

    [Fact]
    public async Task Unknown_name_is_not_found()
    {
        await using var server = await TestServer.StartAsync();
        var call = new Grpc.Health.V1.Health.HealthClient(server.Channel).CheckAsync(new HealthCheckRequest { Service = "classifier.model.none" });

        Assert.Equal(StatusCode.NotFound, (await Errors.Of(call)).StatusCode);
    }

    [Fact]
    public async Task Watch_tells_each_change_once()
    {
        await using var server = await TestServer.StartAsync();
        using var watch = Watch(server, "classifier.model.text");

        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        server.Catalog.Set(server.Catalog.Model.Manifest, ModelState.Active);
        server.Catalog.Set(server.Catalog.Model.Manifest, ModelState.Suspended);
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        server.Catalog.Set(server.Catalog.Model.Manifest, ModelState.Active);
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
    }

    [Fact]
    public async Task Watch_of_an_unknown_name_waits_for_it()
    {
        await using var server = await TestServer.StartAsync();
        using var watch = Watch(server, "classifier.model.picture");

        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(watch));
        server.Catalog.Set(Manifests.Text("picture"), ModelState.Active);
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
    }

    [Fact]
    public async Task Draining_server_says_so_and_ends_the_watch()
    {
        await using var server = await TestServer.StartAsync();
        using var watch = Watch(server, "");
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));

        var stopping = server.StopAsync();

        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        Assert.False(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        await stopping;
    }

    [Fact]
    public async Task Pages_follow_the_board()
    {
        await using var server = await TestServer.StartAsync();
        var token = TestContext.Current.CancellationToken;

        async Task<int> Status(string page) => (int)(await server.Http.GetAsync(new Uri(page, UriKind.Relative), token)).StatusCode;

        Assert.Equal((200, 200), (await Status("/healthz"), await Status("/readyz")));
        server.Catalog.Set(server.Catalog.Model.Manifest, ModelState.Warm);
        Assert.Equal((200, 503), (await Status("/healthz"), await Status("/readyz")));
    }

    private static AsyncServerStreamingCall<HealthCheckResponse> Watch(TestServer server, string name) =>
        new Grpc.Health.V1.Health.HealthClient(server.Channel).Watch(new HealthCheckRequest { Service = name });

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken), "The watch ended.");
        return watch.ResponseStream.Current.Status;
    }
}
