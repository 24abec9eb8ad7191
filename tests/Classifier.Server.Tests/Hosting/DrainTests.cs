using Classifier.Core;
using Classifier.Server.Tests.Fakes;
using Grpc.Core;

namespace Classifier.Server.Tests.Hosting;

public sealed class DrainTests
{
    [Fact]
    public async Task Running_call_finishes_while_the_server_drains()
    {
        await using var server = await TestServer.StartAsync();
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        server.Classifier.OnClassify = async (_, _) =>
        {
            begun.TrySetResult();
            await go.Task;
            return Replies.Scores((TaskKind.Hate, 0.95));
        };
        var call = server.Service.ClassifyAsync(Requests.Text("x"));
        await begun.Task;

        var stopping = server.StopAsync();
        Assert.False(stopping.IsCompleted);
        go.SetResult();

        Assert.Equal(V1.Decision.Block, (await call).Decision);
        await stopping;
    }

    [Fact]
    public async Task Stream_answers_what_it_read_and_ends_as_unavailable()
    {
        await using var server = await TestServer.StartAsync();
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        server.Classifier.OnClassify = async (_, _) =>
        {
            begun.TrySetResult();
            await go.Task;
            return Replies.Scores();
        };
        using var stream = new TestStream(server);
        await stream.SendAsync(Requests.Item("1", "x"));
        await begun.Task;

        // Read before the answer is there: the client drops what it has not handed out when the connection ends, in good order, after it.
        var reading = stream.ToEndAsync();
        var stopping = server.StopAsync();
        go.SetResult();
        var (answers, end) = await reading;

        var answer = Assert.Single(answers);
        Assert.Equal(("1", true), (answer.CorrelationId, answer.Final));
        AssertDrained(end);
        await stopping;
    }

    [Fact]
    public async Task Unfinished_output_gets_no_last_word_from_a_draining_server()
    {
        await using var server = await TestServer.StartAsync();
        using var stream = new TestStream(server);
        await stream.SendAsync(Requests.Piece("o", "half"));
        var first = await stream.NextAsync();

        var reading = stream.ToEndAsync();
        var stopping = server.StopAsync();
        var (rest, end) = await reading;

        Assert.False(first.Final);
        Assert.Empty(rest);
        AssertDrained(end);
        await stopping;
    }

    // A client that reads on only after the connection was closed, in good order, has its own word for that.
    private static void AssertDrained(RpcException? end)
    {
        Assert.NotNull(end);
        if (end.StatusCode == StatusCode.Internal && end.Status.Detail.Contains("NO_ERROR", StringComparison.Ordinal)) return;
        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (end.StatusCode, end.Info().Reason));
        Assert.True(end.RetryAfter() > TimeSpan.Zero);
    }

    [Fact]
    public async Task Call_that_does_not_end_is_cut_off_when_the_time_is_up()
    {
        await using var server = await TestServer.StartAsync(TestServer.Options with { DrainTimeout = TimeSpan.FromMilliseconds(200) });
        var (begun, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        server.Classifier.OnClassify = async (_, token) =>
        {
            using var registration = token.Register(cancelled.SetResult);
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return Replies.Scores();
        };
        var call = server.Service.ClassifyAsync(Requests.Text("x"));
        await begun.Task;

        await server.StopAsync();

        await cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        await Errors.Of(call);
    }

    [Fact]
    public async Task Run_ends_without_an_error_when_told_to_stop()
    {
        using var run = new TestRun(TestServer.Options);
        await run.ReadyAsync();

        await run.StopAsync();

        Assert.True(run.Completion.IsCompletedSuccessfully);
    }
}
