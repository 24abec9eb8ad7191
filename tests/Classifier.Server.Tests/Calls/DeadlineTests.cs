using Classifier.Server.Tests.Fakes;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Server.Tests.Calls;

public sealed class DeadlineTests
{
    [Fact]
    public async Task Passed_deadline_cancels_the_work_and_is_named()
    {
        await using var server = await TestServer.StartAsync();
        var cancelled = WaitForToken(server.Classifier, out _);

        var e = await Errors.Of(server.Service.ClassifyAsync(Requests.Text("x"), deadline: DateTime.UtcNow.AddMilliseconds(300)));

        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
        await cancelled.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Batch_and_stream_end_at_the_deadline_too()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return Replies.Scores();
        };
        var batch = new V1.ClassifyBatchRequest { Requests = { Requests.Text("x"), Requests.Text("y") } };
        using var stream = new TestStream(server, new CallOptions(deadline: DateTime.UtcNow.AddMilliseconds(300)));
        await stream.SendAsync(Requests.Item("1", "x"));

        var e = await Errors.Of(server.Service.ClassifyBatchAsync(batch, deadline: DateTime.UtcNow.AddMilliseconds(300)));

        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(stream.RestAsync)).StatusCode);
    }

    [Fact]
    public async Task Caller_who_hangs_up_cancels_the_work()
    {
        await using var server = await TestServer.StartAsync();
        var cancelled = WaitForToken(server.Classifier, out var begun);
        using var hangUp = new CancellationTokenSource();
        var call = server.Service.ClassifyAsync(Requests.Text("x"), cancellationToken: hangUp.Token);
        await begun.WaitAsync(TestContext.Current.CancellationToken);

        await hangUp.CancelAsync();

        await cancelled.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(StatusCode.Cancelled, (await Errors.Of(call)).StatusCode);
    }

    [Fact]
    public async Task Rest_caller_who_hangs_up_cancels_the_work()
    {
        await using var server = await TestServer.StartAsync();
        var cancelled = WaitForToken(server.Classifier, out var begun);
        using var hangUp = new CancellationTokenSource();
        using var body = new StringContent("""{"input":"x"}""", System.Text.Encoding.UTF8, "application/json");
        var call = server.Http.PostAsync(new Uri("/v1/moderations", UriKind.Relative), body, hangUp.Token);
        await begun.WaitAsync(TestContext.Current.CancellationToken);

        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Deadline_becomes_a_timestamp_of_the_injected_clock()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        clock.Advance(TimeSpan.FromHours(5));
        var context = new FakeCallContext(clock.GetUtcNow().UtcDateTime.AddSeconds(2));

        var caller = Server.Calls.Caller.From(context, clock);

        Assert.Equal(clock.GetTimestamp() + 2 * clock.TimestampFrequency, caller.Deadline);
        Assert.Equal(long.MaxValue, Server.Calls.Caller.From(new FakeCallContext(DateTime.MaxValue), clock).Deadline);
    }

    private static Task WaitForToken(FakeClassifier classifier, out Task begun)
    {
        var (start, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        classifier.OnClassify = async (_, token) =>
        {
            start.TrySetResult();
            using var registration = token.Register(() => cancelled.TrySetResult());
            await Task.Delay(Timeout.Infinite, token);
            return Replies.Scores();
        };
        begun = start.Task;
        return cancelled.Task;
    }
}
