using Classifier.Core;
using Classifier.Server.Tests.Fakes;
using Grpc.Core;

namespace Classifier.Server.Tests.Classification;

public sealed class StreamTests
{
    [Fact]
    public async Task Answers_come_as_they_are_ready_and_carry_their_ids()
    {
        await using var server = await TestServer.StartAsync();
        var slow = new TaskCompletionSource();
        server.Classifier.OnClassify = async (r, _) =>
        {
            if (r.Parts[0].Text == "slow") await slow.Task;
            return Replies.Scores() with { OutputId = r.Parts[0].Text! };
        };
        using var stream = new TestStream(server);

        await stream.SendAsync(Requests.Item("1", "slow"), Requests.Item("2", "quick"));
        var first = await stream.NextAsync();
        slow.SetResult();
        var second = await stream.NextAsync();
        await stream.HalfCloseAsync();

        Assert.Equal(("2", "quick", true), (first.CorrelationId, first.Response.OutputId, first.Final));
        Assert.Equal(("1", "slow", true), (second.CorrelationId, second.Response.OutputId, second.Final));
        Assert.Empty(await stream.RestAsync());
    }

    [Fact]
    public async Task Half_closed_stream_still_gets_every_answer()
    {
        await using var server = await TestServer.StartAsync();
        var go = new TaskCompletionSource();
        server.Classifier.OnClassify = async (_, _) =>
        {
            await go.Task;
            return Replies.Scores();
        };
        using var stream = new TestStream(server);

        await stream.SendAsync(Enumerable.Range(0, 50).Select(i => Requests.Item($"{i}", "x")).ToArray());
        await stream.HalfCloseAsync();
        go.SetResult();
        var answers = await stream.RestAsync();

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}").Order(), answers.Select(a => a.CorrelationId).Order());
    }

    [Fact]
    public async Task Bad_messages_are_refused_and_the_stream_goes_on()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (r, _) => r.Parts[0].Text == "busy"
            ? throw new ClassifierException(ErrorKind.Overloaded, "Busy.", retryAfter: TimeSpan.FromSeconds(2))
            : ValueTask.FromResult(Replies.Scores());
        using var stream = new TestStream(server);

        async Task<V1.ClassifyStreamResponse> Ask(V1.ClassifyStreamRequest message)
        {
            await stream.SendAsync(message);
            return await stream.NextAsync();
        }

        var noId = await Ask(Requests.Item("", "x"));
        var longId = await Ask(Requests.Item(new string('é', 65), "x"));
        var noMessage = await Ask(new V1.ClassifyStreamRequest { CorrelationId = "a" });
        var noParts = await Ask(new V1.ClassifyStreamRequest { CorrelationId = "b", Request = new V1.ClassifyRequest() });
        var busy = await Ask(Requests.Item("c", "busy"));
        var fine = await Ask(Requests.Item(new string('é', 64), "x"));

        Assert.Equal(("", "correlation_id"), (noId.CorrelationId, noId.Refusal.Field));
        Assert.Equal(("", "correlation_id"), (longId.CorrelationId, longId.Refusal.Field));
        Assert.Equal(("a", "message", true), (noMessage.CorrelationId, noMessage.Refusal.Field, noMessage.Final));
        Assert.Equal(("b", "item.parts", (int)StatusCode.InvalidArgument), (noParts.CorrelationId, noParts.Refusal.Field, noParts.Refusal.Code));
        Assert.Equal(((int)StatusCode.Unavailable, 2000L, true), (busy.Refusal.Code, busy.Refusal.RetryAfterMs, busy.Final));
        Assert.Equal(V1.Decision.Allow, fine.Response.Decision);
    }

    [Fact]
    public async Task Id_in_use_is_refused_and_free_again_once_answered()
    {
        await using var server = await TestServer.StartAsync();
        var go = new TaskCompletionSource();
        server.Classifier.OnClassify = async (_, _) =>
        {
            await go.Task;
            return Replies.Scores();
        };
        using var stream = new TestStream(server);

        await stream.SendAsync(Requests.Item("1", "x"), Requests.Item("1", "y"));
        var twice = await stream.NextAsync();
        await stream.SendAsync(Requests.Piece("1", "z"));
        var mixed = await stream.NextAsync();
        go.SetResult();
        var answer = await stream.NextAsync();
        await stream.SendAsync(Requests.Item("1", "again"));
        var again = await stream.NextAsync();

        Assert.Equal(((int)StatusCode.AlreadyExists, false), (twice.Refusal.Code, twice.Final));
        Assert.Equal(((int)StatusCode.AlreadyExists, false), (mixed.Refusal.Code, mixed.Final));
        Assert.True(answer.Final);
        Assert.Equal(V1.Decision.Allow, again.Response.Decision);
    }

    [Fact]
    public async Task No_more_is_read_than_may_be_in_flight()
    {
        await using var server = await TestServer.StartAsync(TestServer.Options with { Streams = new StreamLimits { InFlight = 4 } });
        var go = new SemaphoreSlim(0);
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource();
        server.Classifier.OnClassify = async (_, token) =>
        {
            var now = Interlocked.Increment(ref running);
            for (var seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
            if (now == 4) full.TrySetResult();
            await go.WaitAsync(token);
            Interlocked.Decrement(ref running);
            return Replies.Scores();
        };
        using var stream = new TestStream(server);
        // The classifier holds everything back, so what is sent can only wait in the transport.
        var sending = stream.SendAsync(Enumerable.Range(0, 100).Select(i => Requests.Item($"{i}", "x")).ToArray());
        await full.Task;

        go.Release(100);
        await sending;
        await stream.HalfCloseAsync();
        var answers = await stream.RestAsync();

        Assert.Equal(100, answers.Count);
        Assert.Equal(4, most);
        Assert.Equal(100, server.Classifier.Requests.Count);
    }

    [Fact]
    public async Task Caller_who_does_not_read_is_held_back()
    {
        await using var server = await TestServer.StartAsync(TestServer.Options with { Streams = new StreamLimits { InFlight = 2 } });
        // Each answer is larger than what the connection buffers for a reader that does not read.
        var bulky = Replies.Scores() with { OutputId = new string('o', 4 * 1024 * 1024) };
        server.Classifier.OnClassify = (_, _) => ValueTask.FromResult(bulky);
        using var stream = new TestStream(server);
        var sending = stream.SendAsync(Enumerable.Range(0, 50).Select(i => Requests.Item($"{i}", "x")).ToArray());

        var first = await stream.NextAsync();
        // One answer was taken; at most those in flight, those written into buffers and the next can have been judged.
        Assert.InRange(server.Classifier.Requests.Count, 1, 10);
        await sending;
        await stream.HalfCloseAsync();

        Assert.Equal(49, (await stream.RestAsync()).Count);
        Assert.True(first.Final);
    }

    [Fact]
    public async Task Cancelled_stream_cancels_what_runs_on_it()
    {
        await using var server = await TestServer.StartAsync();
        var (begun, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        server.Classifier.OnClassify = async (_, token) =>
        {
            begun.SetResult();
            using var registration = token.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, token);
            return Replies.Scores();
        };
        using var hangUp = new CancellationTokenSource();
        using var stream = new TestStream(server, new CallOptions(cancellationToken: hangUp.Token));

        await stream.SendAsync(Requests.Item("1", "x"));
        await begun.Task;
        await hangUp.CancelAsync();

        await cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        var e = await Assert.ThrowsAsync<RpcException>(stream.RestAsync);
        Assert.Equal(StatusCode.Cancelled, e.StatusCode);
    }

    [Fact]
    public async Task Thousand_streams_run_at_a_time_on_one_connection()
    {
        await using var server = await TestServer.StartAsync();
        var (arrived, all, go) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        server.Classifier.OnClassify = async (r, _) =>
        {
            if (Interlocked.Increment(ref arrived) == 1000) all.SetResult();
            await go.Task;
            return Replies.Scores() with { OutputId = r.Parts[0].Text! };
        };
        var streams = Enumerable.Range(0, 1000).Select(_ => new TestStream(server)).ToArray();

        await Task.WhenAll(streams.Select((s, i) => s.SendAsync(Requests.Item("id", $"{i}"))));
        await all.Task.WaitAsync(TestContext.Current.CancellationToken);
        go.SetResult();
        var answers = await Task.WhenAll(streams.Select(async s =>
        {
            await s.HalfCloseAsync();
            return Assert.Single(await s.RestAsync());
        }));

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), answers.Select(a => a.Response.OutputId));
        foreach (var stream in streams) stream.Dispose();
    }
}
