using Classifier.Server.Tests.Fakes;
using Grpc.Core;

namespace Classifier.Server.Tests.Calls;

public sealed class CompressionTests
{
    private static readonly byte[] Message = RawGrpc.Bytes(Requests.Text(new string('a', 10_000)));

    [Fact]
    public async Task Answer_to_a_compressed_request_is_compressed()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => ValueTask.FromResult(Replies.Scores() with { OutputId = new string('o', 10_000) });

        var answer = await RawGrpc.PostAsync(
            server, RawGrpc.Classify, RawGrpc.Frame(RawGrpc.Gzip(Message), compressed: true), ("grpc-encoding", "gzip"), ("grpc-accept-encoding", "gzip"));

        Assert.Equal((0, "gzip"), (answer.Grpc, answer.Headers["grpc-encoding"]));
        Assert.Equal(1, answer.Body[0]);
        Assert.InRange(answer.Body.Length, 20, 1000);
        Assert.Equal(10_000, Assert.Single(server.Classifier.Requests).Parts[0].Text!.Length);
    }

    [Fact]
    public async Task Answer_to_a_plain_request_is_plain_though_the_caller_accepts_gzip()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => ValueTask.FromResult(Replies.Scores() with { OutputId = new string('o', 10_000) });

        var answer = await RawGrpc.PostAsync(server, RawGrpc.Classify, RawGrpc.Frame(Message), ("grpc-accept-encoding", "identity,gzip"));

        Assert.Equal((0, 0), (answer.Grpc, answer.Body[0]));
        Assert.True(answer.Body.Length > 10_000);
    }

    [Fact]
    public async Task Caller_who_does_not_accept_gzip_gets_none()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await RawGrpc.PostAsync(
            server, RawGrpc.Classify, RawGrpc.Frame(RawGrpc.Gzip(Message), compressed: true), ("grpc-encoding", "gzip"), ("grpc-accept-encoding", "identity"));

        Assert.Equal((0, 0), (answer.Grpc, answer.Body[0]));
    }

    [Fact]
    public async Task Little_that_unpacks_to_much_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var bomb = RawGrpc.Gzip(new byte[64 * 1024 * 1024]);
        Assert.True(bomb.Length < 100_000);

        var answer = await RawGrpc.PostAsync(server, RawGrpc.Classify, RawGrpc.Frame(bomb, compressed: true), ("grpc-encoding", "gzip"));

        Assert.Equal((int)StatusCode.ResourceExhausted, answer.Grpc);
    }

    [Fact]
    public async Task Message_of_exactly_the_limit_is_taken_compressed()
    {
        await using var server = await TestServer.StartAsync(TestServer.Options with { MaxMessageBytes = Message.Length });

        var answer = await RawGrpc.PostAsync(
            server, RawGrpc.Classify, RawGrpc.Frame(RawGrpc.Gzip(Message), compressed: true), ("grpc-encoding", "gzip"));

        Assert.Equal(0, answer.Grpc);
    }

    [Fact]
    public async Task What_is_no_gzip_is_an_invalid_argument()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await RawGrpc.PostAsync(server, RawGrpc.Classify, RawGrpc.Frame([1, 2, 3, 4], compressed: true), ("grpc-encoding", "gzip"));

        Assert.Equal((int)StatusCode.InvalidArgument, answer.Grpc);
    }

    [Fact]
    public async Task Official_client_can_compress()
    {
        await using var server = await TestServer.StartAsync();

        var response = await server.Service.ClassifyAsync(Requests.Text("hello"), new Metadata { { "grpc-internal-encoding-request", "gzip" } });

        Assert.Equal(V1.Decision.Allow, response.Decision);
    }
}
