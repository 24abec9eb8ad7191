using Classifier.Client.Retry;
using Classifier.Client.Tests.Fakes;
using Classifier.V1;
using CsCheck;
using Grpc.Core;

namespace Classifier.Client.Tests.Streaming;

public sealed class SessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_get_their_own_answers_when_these_come_out_of_order()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnStream = async (requests, answers, context) =>
        {
            // Answers in groups of seven, each group in a seeded random order.
            var held = new List<ClassifyStreamRequest>();
            var random = new Random(7);
            await foreach (var r in requests.ReadAllAsync(context.CancellationToken))
            {
                held.Add(r);
                if (held.Count < 7) continue;
                foreach (var h in held.OrderBy(_ => random.Next())) await answers.WriteAsync(Replies.Answer(h));
                held.Clear();
            }
        };
        await using var client = server.Client();
        await using var session = client.OpenSession(14);

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 70).Select(i => session.ClassifyAsync(Requests.Text($"item {i}"), cancellation: Token)));

        Assert.Equal(Enumerable.Range(0, 70).Select(i => $"item {i}"), verdicts.Select(v => v.OutputId));
        Assert.Equal(1, server.Classifier.Calls);
    }

    [Fact]
    public async Task No_more_items_are_on_their_way_than_allowed()
    {
        await using var server = await ScriptedServer.StartAsync();
        var most = 0;
        var four = new TaskCompletionSource();
        server.Classifier.OnStream = async (requests, answers, context) =>
        {
            var held = new List<ClassifyStreamRequest>();
            await foreach (var r in requests.ReadAllAsync(context.CancellationToken))
            {
                held.Add(r);
                most = Math.Max(most, held.Count);
                if (held.Count < 4) continue;
                foreach (var h in held) await answers.WriteAsync(Replies.Answer(h));
                held.Clear();
            }
        };
        await using var client = server.Client();
        await using var session = client.OpenSession(4);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => session.ClassifyAsync(Requests.Text("x"), cancellation: Token)));

        Assert.Equal(4, most);
    }

    [Fact]
    public async Task A_refused_item_fails_alone_with_its_field()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnStream = async (requests, answers, context) =>
        {
            await foreach (var r in requests.ReadAllAsync(context.CancellationToken))
                await answers.WriteAsync(r.Request.Item.Parts[0].Text == "bad" ? Replies.Refusal(r, StatusCode.InvalidArgument, 0, "item.parts[0]") : Replies.Answer(r));
        };
        await using var client = server.Client();
        await using var session = client.OpenSession();

        var bad = session.ClassifyAsync(Requests.Text("bad"), cancellation: Token);
        var good = session.ClassifyAsync(Requests.Text("good"), cancellation: Token);

        Assert.Equal("good", (await good).OutputId);
        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => bad);
        Assert.Equal([new("item.parts[0]", "refused by script")], e.FieldViolations);
        Assert.False(e.IsTransient);
    }

    [Fact]
    public async Task A_refusal_for_load_is_sent_again_under_a_new_id()
    {
        await using var server = await ScriptedServer.StartAsync();
        var ids = new List<string>();
        server.Classifier.OnStream = async (requests, answers, context) =>
        {
            await foreach (var r in requests.ReadAllAsync(context.CancellationToken))
            {
                ids.Add(r.CorrelationId);
                await answers.WriteAsync(ids.Count < 3 ? Replies.Refusal(r, StatusCode.ResourceExhausted, 1) : Replies.Answer(r));
            }
        };
        await using var client = server.Client();
        await using var session = client.OpenSession(1);

        Assert.Equal("x", (await session.ClassifyAsync(Requests.Text("x"), cancellation: Token)).OutputId);
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_broken_connection_is_replaced_and_items_are_sent_again()
    {
        await using var server = await ScriptedServer.StartAsync();
        var streams = 0;
        server.Classifier.OnStream = async (requests, answers, context) =>
        {
            if (Interlocked.Increment(ref streams) > 1)
            {
                await Replies.Echo(requests, answers, context);
                return;
            }
            // The first stream answers one item and breaks with the others under way.
            await requests.MoveNext();
            await answers.WriteAsync(Replies.Answer(requests.Current));
            await requests.MoveNext();
            throw Replies.Refused(StatusCode.Unavailable);
        };
        await using var client = server.Client();
        await using var session = client.OpenSession();

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => session.ClassifyAsync(Requests.Text($"{i}"), cancellation: Token)));

        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"{i}"), verdicts.Select(v => v.OutputId));
        Assert.Equal(2, streams);
    }

    [Fact]
    public async Task Items_fail_with_the_status_of_a_stream_that_is_refused()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnStream = (_, _, _) => throw Replies.Refused(StatusCode.PermissionDenied);
        await using var client = server.Client();
        await using var session = client.OpenSession();

        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => session.ClassifyAsync(Requests.Text("x"), cancellation: Token));

        Assert.Equal(StatusCode.PermissionDenied, e.Code);
    }

    [Fact]
    public async Task A_server_that_ends_the_stream_early_is_tried_again_until_the_attempts_run_out()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Classifier.OnStream = (requests, _, _) => requests.MoveNext();
        await using var client = server.Client();
        await using var session = client.OpenSession();

        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => session.ClassifyAsync(Requests.Text("x"), cancellation: Token));

        Assert.Equal(StatusCode.Unavailable, e.Code);
        Assert.Equal(4, server.Classifier.Calls);
    }

    [Fact]
    public async Task An_item_times_out_alone_and_keeps_its_place_until_it_is_answered()
    {
        await using var server = await ScriptedServer.StartAsync();
        var release = new TaskCompletionSource();
        server.Classifier.OnStream = async (requests, answers, context) =>
        {
            await requests.MoveNext(context.CancellationToken);
            await release.Task;
            await answers.WriteAsync(Replies.Answer(requests.Current));
            await Replies.Echo(requests, answers, context);
        };
        await using var client = server.Client();
        await using var session = client.OpenSession(1);

        var late = await Assert.ThrowsAsync<ClassifierClientException>(
            () => session.ClassifyAsync(Requests.Text("slow"), TimeSpan.FromMilliseconds(30), Token));
        var crowdedOut = await Assert.ThrowsAsync<ClassifierClientException>(
            () => session.ClassifyAsync(Requests.Text("waits"), TimeSpan.FromMilliseconds(30), Token));
        release.SetResult();
        var next = await session.ClassifyAsync(Requests.Text("next"), cancellation: Token);

        Assert.Equal(StatusCode.DeadlineExceeded, late.Code);
        Assert.Equal(StatusCode.DeadlineExceeded, crowdedOut.Code);
        Assert.Equal("next", next.OutputId);
        Assert.Equal(1, server.Classifier.Calls);
    }

    [Fact]
    public async Task Cancelling_one_item_leaves_the_others_alone()
    {
        await using var server = await ScriptedServer.StartAsync();
        var got = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        server.Classifier.OnStream = async (requests, answers, context) =>
        {
            await requests.MoveNext(context.CancellationToken);
            got.SetResult();
            await release.Task;
            await answers.WriteAsync(Replies.Answer(requests.Current));
            await Replies.Echo(requests, answers, context);
        };
        await using var client = server.Client();
        await using var session = client.OpenSession();
        using var cts = new CancellationTokenSource();

        var first = session.ClassifyAsync(Requests.Text("first"), cancellation: cts.Token);
        await got.Task.WaitAsync(Token);
        var second = session.ClassifyAsync(Requests.Text("second"), cancellation: Token);
        await cts.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();

        Assert.Equal("second", (await second).OutputId);
    }

    [Fact]
    public async Task An_item_over_the_message_limit_is_refused_before_it_is_sent()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using var client = server.Client(o => o with { MaxMessageBytes = 1000 });
        await using var session = client.OpenSession();

        var e = await Assert.ThrowsAsync<ClassifierClientException>(() => session.ClassifyAsync(Requests.Text(new('x', 900)), cancellation: Token));

        Assert.Equal(StatusCode.ResourceExhausted, e.Code);
        Assert.Equal(0, server.Classifier.Calls);
    }

    [Fact]
    public async Task Disposing_cancels_what_still_waits_and_refuses_what_comes()
    {
        await using var server = await ScriptedServer.StartAsync();
        var got = new TaskCompletionSource();
        server.Classifier.OnStream = async (requests, _, context) =>
        {
            await requests.MoveNext(context.CancellationToken);
            got.SetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        };
        await using var client = server.Client();
        var session = client.OpenSession();

        var waiting = session.ClassifyAsync(Requests.Text("x"), cancellation: Token);
        await got.Task.WaitAsync(Token);
        await session.DisposeAsync();

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<ClassifierClientException>(() => waiting)).Code);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.ClassifyAsync(Requests.Text("x"), cancellation: Token));
        await session.DisposeAsync();
    }

    [Fact]
    public async Task Disposing_an_idle_session_half_closes_so_that_the_server_ends_cleanly()
    {
        await using var server = await ScriptedServer.StartAsync();
        var ended = new TaskCompletionSource<bool>();
        server.Classifier.OnStream = async (requests, answers, context) =>
        {
            await Replies.Echo(requests, answers, context);
            ended.SetResult(context.CancellationToken.IsCancellationRequested);
        };
        await using var client = server.Client();
        await using (var session = client.OpenSession())
            await session.ClassifyAsync(Requests.Text("x"), cancellation: Token);

        Assert.False(await ended.Task.WaitAsync(Token));
    }

    [Fact]
    public async Task Nothing_is_lost_or_mixed_up_when_the_server_refuses_and_breaks_at_random()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using var client = server.Client(o => o with
        {
            Retry = RetryOptions.UntilTimeout with { InitialBackoff = TimeSpan.FromMilliseconds(1), MaxBackoff = TimeSpan.FromMilliseconds(1) },
        });
        // Each plan says what a server does with the messages it gets: 0 breaks the stream, 1 refuses, otherwise answers.
        await Gen.Int[0, 9].Array[5, 30].SampleAsync(
            async plan =>
            {
                var step = 0;
                server.Classifier.OnStream = async (requests, answers, context) =>
                {
                    await foreach (var r in requests.ReadAllAsync(context.CancellationToken))
                    {
                        var n = Interlocked.Increment(ref step) - 1;
                        var act = n < plan.Length ? plan[n] : 9;
                        if (act == 0) throw Replies.Refused(StatusCode.Unavailable);
                        await answers.WriteAsync(act == 1 ? Replies.Refusal(r, StatusCode.Unavailable, 1) : Replies.Answer(r));
                    }
                };
                await using var session = client.OpenSession(5);
                var verdicts = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => session.ClassifyAsync(Requests.Text($"{i}"))));
                Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), verdicts.Select(v => v.OutputId));
            },
            iter: 40, threads: 1);
    }
}
