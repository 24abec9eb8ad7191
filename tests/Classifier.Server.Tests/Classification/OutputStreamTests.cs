using Classifier.Core;
using Classifier.Server.Tests.Fakes;
using CsCheck;
using Grpc.Core;

namespace Classifier.Server.Tests.Classification;

public sealed class OutputStreamTests
{
    [Fact]
    public async Task Output_grows_piece_by_piece_until_its_last()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnAppend = (output, _, _) => ValueTask.FromResult(
            output.Text.Contains("bad", StringComparison.Ordinal) ? Replies.Scores((TaskKind.Toxicity, 0.97)) : Replies.Scores());
        using var stream = new TestStream(server);
        var opening = Requests.Piece("o", "ba");
        opening.Append.Role = V1.Role.Assistant;
        opening.Append.Context = new V1.Context { Direction = V1.Direction.Output, OutputId = "mine", Tasks = { "toxicity" } };
        var second = Requests.Piece("o", "d 😀");
        second.Append.Context = new V1.Context { OutputId = "ignored" };

        await stream.SendAsync(opening, second, Requests.Piece("o", "!", final: true));
        await stream.HalfCloseAsync();
        var answers = await stream.RestAsync();

        Assert.Equal([V1.Decision.Allow, V1.Decision.Block, V1.Decision.Block], answers.Select(a => a.Response.Decision));
        Assert.Equal([2, 5, 6], answers.Select(a => a.Covered));
        Assert.Equal([false, false, true], answers.Select(a => a.Final));
        var output = Assert.Single(server.Classifier.Outputs);
        Assert.Equal(("bad 😀!", PartRole.Assistant, Direction.Output, "mine"), (output.Text, output.Role, output.Context.Direction, output.Context.OutputId));
        Assert.Equal([TaskKind.Toxicity], output.Context.Tasks);
    }

    [Fact]
    public async Task Half_close_finishes_what_is_open()
    {
        await using var server = await TestServer.StartAsync();
        using var stream = new TestStream(server);

        await stream.SendAsync(Requests.Piece("a", "one"), Requests.Piece("b", "three"), Requests.Piece("b", "!", final: true));
        await stream.HalfCloseAsync();
        var answers = await stream.RestAsync();

        Assert.Equal([false, true], answers.Where(a => a.CorrelationId == "a").Select(a => a.Final));
        Assert.Equal([3, 3], answers.Where(a => a.CorrelationId == "a").Select(a => a.Covered));
        Assert.Equal([false, true], answers.Where(a => a.CorrelationId == "b").Select(a => a.Final));
    }

    [Fact]
    public async Task Id_can_be_used_again_after_the_last_piece()
    {
        await using var server = await TestServer.StartAsync();
        using var stream = new TestStream(server);

        await stream.SendAsync(Requests.Piece("o", "one", final: true));
        await stream.NextAsync();
        await stream.SendAsync(Requests.Piece("o", "two", final: true));
        var answer = await stream.NextAsync();

        Assert.Equal((true, 3L), (answer.Final, answer.Covered));
        Assert.Equal(["one", "two"], server.Classifier.Outputs.Select(o => o.Text));
    }

    [Fact]
    public async Task Piece_behind_the_last_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var go = new TaskCompletionSource();
        server.Classifier.OnAppend = async (_, _, _) =>
        {
            await go.Task;
            return Replies.Scores();
        };
        using var stream = new TestStream(server);

        await stream.SendAsync(Requests.Piece("o", "one", final: true), Requests.Piece("o", "two"));
        var refused = await stream.NextAsync();
        go.SetResult();
        var answer = await stream.NextAsync();

        Assert.Equal(((int)StatusCode.FailedPrecondition, false), (refused.Refusal.Code, refused.Final));
        Assert.True(answer.Final);
        Assert.Equal("one", Assert.Single(server.Classifier.Outputs).Text);
    }

    [Fact]
    public async Task Pieces_behind_a_refused_one_never_open_a_new_output()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnAppend = (_, text, _) => text == "busy"
            ? throw new ClassifierException(ErrorKind.Overloaded, "Busy.")
            : ValueTask.FromResult(Replies.Scores());
        using var stream = new TestStream(server);

        await stream.SendAsync(Requests.Piece("o", "one"), Requests.Piece("o", "busy"), Requests.Piece("o", "three"), Requests.Piece("p", "else"));
        await stream.HalfCloseAsync();
        var answers = (await stream.RestAsync()).Where(a => a.CorrelationId == "o").ToArray();

        Assert.Equal(V1.Decision.Allow, answers[0].Response.Decision);
        Assert.Equal(((int)StatusCode.Unavailable, true), (answers[1].Refusal.Code, answers[1].Final));
        Assert.Equal(((int)StatusCode.FailedPrecondition, true), (answers[2].Refusal.Code, answers[2].Final));
        Assert.Equal(3, answers.Length);
        Assert.Equal(2, server.Classifier.Outputs.Count);
    }

    [Fact]
    public async Task Malformed_opening_is_refused_and_so_is_what_follows_it()
    {
        await using var server = await TestServer.StartAsync();
        using var stream = new TestStream(server);
        var opening = Requests.Piece("o", "one");
        opening.Append.Role = (V1.Role)77;

        await stream.SendAsync(opening);
        var first = await stream.NextAsync();
        await stream.SendAsync(Requests.Piece("o", "two"));
        var second = await stream.NextAsync();

        Assert.Equal(("append.role", true), (first.Refusal.Field, first.Final));
        Assert.Equal((int)StatusCode.FailedPrecondition, second.Refusal.Code);
        Assert.Empty(server.Classifier.Outputs);
    }

    [Fact]
    public async Task Output_above_its_limit_is_refused()
    {
        await using var server = await TestServer.StartAsync(TestServer.Options with { Streams = new StreamLimits { OutputBytes = 10 } });
        using var stream = new TestStream(server);

        await stream.SendAsync(Requests.Piece("o", "éééé"), Requests.Piece("o", "12"), Requests.Piece("o", "3"), Requests.Piece("o", "4"));
        await stream.HalfCloseAsync();
        var answers = await stream.RestAsync();

        Assert.Equal([4, 6], answers.Take(2).Select(a => a.Covered));
        Assert.Equal(("append.text", true), (answers[2].Refusal.Field, answers[2].Final));
        Assert.Equal((int)StatusCode.FailedPrecondition, answers[3].Refusal.Code);
        Assert.Equal("éééé12", Assert.Single(server.Classifier.Outputs).Text);
    }

    [Fact]
    public async Task No_more_outputs_are_open_than_allowed()
    {
        await using var server = await TestServer.StartAsync(TestServer.Options with { Streams = new StreamLimits { OpenOutputs = 2 } });
        using var stream = new TestStream(server);

        await stream.SendAsync(Requests.Piece("a", "x"), Requests.Piece("b", "x"), Requests.Piece("c", "x"));
        var refused = new[] { await stream.NextAsync(), await stream.NextAsync(), await stream.NextAsync() }.Single(a => a.CorrelationId == "c");
        await stream.SendAsync(Requests.Piece("a", "y", final: true));
        await stream.NextAsync();
        await stream.SendAsync(Requests.Piece("d", "x"));
        var taken = await stream.NextAsync();

        Assert.Equal((int)StatusCode.ResourceExhausted, refused.Refusal.Code);
        Assert.True(refused.Refusal.RetryAfterMs > 0);
        Assert.Equal(V1.Decision.Allow, taken.Response.Decision);
    }

    [Fact]
    public async Task Pieces_keep_their_order_whatever_is_interleaved()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnAppend = async (_, _, _) =>
        {
            await Task.Yield();
            return Replies.Scores();
        };
        await Gen.Select(Gen.Int[0, 4], Gen.String[Gen.Char['a', 'z'], 0, 5]).List[1, 60].SampleAsync(async pieces =>
        {
            server.Classifier.Outputs.Clear();
            using var stream = new TestStream(server);
            foreach (var (output, text) in pieces) await stream.SendAsync(Requests.Piece($"{output}", text));
            await stream.HalfCloseAsync();
            var answers = await stream.RestAsync();

            var expected = pieces.GroupBy(p => p.Item1).ToDictionary(g => $"{g.Key}", g => string.Concat(g.Select(p => p.Item2)));
            Assert.Equal(expected.Values.Order(), server.Classifier.Outputs.Select(o => o.Text).Order());
            Assert.DoesNotContain(server.Classifier.Outputs, o => o.Overlapped);
            foreach (var (id, text) in expected)
            {
                var own = answers.Where(a => a.CorrelationId == id).ToArray();
                Assert.Equal(own.Select(a => a.Covered).Order(), own.Select(a => a.Covered));
                Assert.Equal(text.Length, own[^1].Covered);
                Assert.Equal(own.Length - 1, own.TakeWhile(a => !a.Final).Count());
            }
        }, iter: 20, threads: 1);
    }
}
