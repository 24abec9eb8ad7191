using Classifier.Client.Tests.Fakes;
using Classifier.V1;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Client.Tests;

public sealed class UnaryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Classify_returns_the_verdict_and_sends_tenant_and_deadline()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnClassify = (r, _, _) => Task.FromResult(new ClassifyResponse
        {
            Decision = Decision.Block,
            Results = { new TaskResult { Task = r.Context.Tasks.Single(), Score = 0.9 } },
        });
        await using var client = server.Client(o => o with { Tenant = "acme" });

        var before = DateTime.UtcNow;
        var verdict = await client.ClassifyAsync(Requests.Text("x", tasks: "injection"), TimeSpan.FromSeconds(20), Token);

        Assert.Equal(Decision.Block, verdict.Decision);
        Assert.Equal(0.9, verdict.Find("injection")!.Score);
        Assert.Null(verdict.Find("hate"));
        Assert.Equal("acme", server.Classifier.Headers.Single().GetValue("x-tenant"));
        Assert.InRange(server.Classifier.Deadlines.Single(), before.AddSeconds(15), DateTime.UtcNow.AddSeconds(21));
    }

    [Fact]
    public async Task Calls_carry_the_options_deadline_when_none_is_given_and_no_tenant_when_none_is_set()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using var client = server.Client(o => o with { Timeout = TimeSpan.FromSeconds(100) });

        var before = DateTime.UtcNow;
        await client.ClassifyAsync(Requests.Text("x"), cancellation: Token);

        Assert.InRange(server.Classifier.Deadlines.Single(), before.AddSeconds(90), DateTime.UtcNow.AddSeconds(101));
        Assert.Null(server.Classifier.Headers.Single().GetValue("x-tenant"));
    }

    [Fact]
    public async Task Classify_is_sent_again_when_the_server_is_overloaded()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnClassify = (_, _, call) =>
            call < 3 ? throw Replies.Refused(StatusCode.Unavailable, TimeSpan.FromMilliseconds(1)) : Task.FromResult(Replies.Allow());
        await using var client = server.Client();

        var verdict = await client.ClassifyAsync(Requests.Text("x"), cancellation: Token);

        Assert.Equal(Decision.Allow, verdict.Decision);
        Assert.Equal(3, server.Classifier.Calls);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.Unauthenticated)]
    [InlineData(StatusCode.PermissionDenied)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Unimplemented)]
    [InlineData(StatusCode.ResourceExhausted)]
    public async Task Classify_is_sent_once_when_trying_again_will_not_help(StatusCode code)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnClassify = (_, _, _) => throw Replies.Refused(code);
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => client.ClassifyAsync(Requests.Text("x"), cancellation: Token));

        Assert.Equal(code, e.Code);
        Assert.False(e.IsTransient);
        Assert.Equal("refused by script", e.Message);
        Assert.Equal(1, server.Classifier.Calls);
    }

    [Fact]
    public async Task Classify_gives_up_after_the_attempts_it_was_allowed()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnClassify = (_, _, _) => throw Replies.Refused(StatusCode.Unavailable);
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => client.ClassifyAsync(Requests.Text("x"), cancellation: Token));

        Assert.Equal(StatusCode.Unavailable, e.Code);
        Assert.Equal(4, server.Classifier.Calls);
    }

    [Fact]
    public async Task Retries_end_over_all_calls_when_the_budget_is_used_up()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnClassify = (_, _, _) => throw Replies.Refused(StatusCode.Unavailable);
        await using var client = server.Client(o => o with { Retry = o.Retry with { Budget = 5 } });

        for (var i = 0; i < 10; i++)
            await Assert.ThrowsAsync<ClassifierClientException>(() => client.ClassifyAsync(Requests.Text("x"), cancellation: Token));

        // Ten first attempts and five retries, whatever call they fell to.
        Assert.Equal(15, server.Classifier.Calls);
    }

    [Fact]
    public async Task Error_details_are_decoded()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnClassify = (_, _, _) => throw Replies.Refused(
            StatusCode.InvalidArgument, null,
            new BadRequest.Types.FieldViolation { Field = "item.parts", Description = "at least one" },
            new BadRequest.Types.FieldViolation { Field = "context.tasks[0]", Description = "unknown" });
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => client.ClassifyAsync(Requests.Text("x"), cancellation: Token));

        Assert.Equal([new("item.parts", "at least one"), new("context.tasks[0]", "unknown")], e.FieldViolations);
        Assert.Null(e.RetryAfter);
    }

    [Fact]
    public async Task A_wait_that_would_outlast_the_deadline_is_not_begun()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnClassify = (_, _, _) => throw Replies.Refused(StatusCode.ResourceExhausted, TimeSpan.FromMinutes(5));
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<ClassifierClientException>(
            () => client.ClassifyAsync(Requests.Text("x"), TimeSpan.FromSeconds(20), Token));

        Assert.Equal(TimeSpan.FromMinutes(5), e.RetryAfter);
        Assert.True(e.IsTransient);
        Assert.Equal(1, server.Classifier.Calls);
    }

    [Fact]
    public async Task Classify_fails_with_deadline_exceeded_when_the_server_does_not_answer()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnClassify = async (_, context, _) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            throw new InvalidOperationException("unreachable");
        };
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<ClassifierClientException>(
            () => client.ClassifyAsync(Requests.Text("x"), TimeSpan.FromMilliseconds(50), Token));

        Assert.Equal(StatusCode.DeadlineExceeded, e.Code);
        Assert.False(e.IsUnreachable);
    }

    [Fact]
    public async Task Cancelling_reaches_the_server_and_throws_operation_cancelled()
    {
        await using var server = await ScriptedServer.StartAsync();
        var began = new TaskCompletionSource();
        var cancelledThere = new TaskCompletionSource();
        server.Classifier.OnClassify = async (_, context, _) =>
        {
            await using var _ = context.CancellationToken.Register(cancelledThere.SetResult);
            began.SetResult();
            await cancelledThere.Task;
            return Replies.Allow();
        };
        await using var client = server.Client();
        using var cts = new CancellationTokenSource();

        var call = client.ClassifyAsync(Requests.Text("x"), cancellation: cts.Token);
        await began.Task.WaitAsync(Token);
        await cts.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelledThere.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Batch_gives_one_outcome_a_request_in_order()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnBatch = b => new()
        {
            Entries =
            {
                new ClassifyBatchResponse.Types.Entry { Response = Replies.Allow(b.Requests[0].Item.Parts[0].Text) },
                new ClassifyBatchResponse.Types.Entry
                {
                    Refusal = new() { Code = (int)StatusCode.InvalidArgument, Message = "empty", Field = "item.parts", },
                },
                new ClassifyBatchResponse.Types.Entry(),
            },
        };
        await using var client = server.Client();

        var outcomes = await client.ClassifyBatchAsync([Requests.Text("a"), Requests.Text("b"), Requests.Text("c")], cancellation: Token);

        Assert.Equal("a", outcomes[0].Get().OutputId);
        Assert.Equal([new("item.parts", "empty")], outcomes[1].Error!.FieldViolations);
        Assert.Equal(StatusCode.InvalidArgument, Assert.Throws<ClassifierClientException>(outcomes[1].Get).Code);
        Assert.Equal(StatusCode.Internal, outcomes[2].Error!.Code);
    }

    [Fact]
    public async Task Batch_fails_when_the_server_loses_an_entry()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => client.ClassifyBatchAsync([Requests.Text("a")], cancellation: Token));

        Assert.Equal(StatusCode.Internal, e.Code);
    }
}
