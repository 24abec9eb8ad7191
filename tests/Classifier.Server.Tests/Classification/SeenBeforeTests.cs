using Classifier.Core;
using Classifier.Fingerprint.Banks;
using Classifier.Pipeline;
using Classifier.Server.Tests.Fakes;
using Grpc.Core;

namespace Classifier.Server.Tests.Classification;

public sealed class SeenBeforeTests
{
    private static readonly BankMatch Found = new(
        new BankDefinition("outputs", "pdq", 31), new BankItem("out-1#2", default, new Dictionary<string, string> { ["output_id"] = "out-1", ["a"] = "b" }), 7);

    private static readonly SeenBefore Known = new(true, Decision.Review,
    [
        new PartFingerprint(0, "pdq", TaskOutcome.Ok, null, "00ff", 93, new BankMatches([Found], null), ["outputs"]),
        new PartFingerprint(1, "simhash", TaskOutcome.Skipped, "too few words", null, null, new BankMatches([], Found with { Distance = 0 }), []),
    ]);

    [Fact]
    public async Task What_is_asked_reaches_the_pipeline_and_what_is_known_the_caller()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => ValueTask.FromResult(Replies.Scores() with { SeenBefore = Known, Decision = Decision.Review });
        var request = Requests.Text("x");
        request.Context = new V1.Context
        {
            Labels = { ["campaign"] = "spring" },
            SeenBefore = new V1.SeenBeforeQuery { Banks = { "a", "b" }, RegisterIn = { "outputs" }, Limit = 9, OnSeen = V1.Decision.Block },
        };

        var reply = await server.Service.ClassifyAsync(request);

        var query = Assert.Single(server.Classifier.Requests).SeenBefore!;
        Assert.Equal((9, Decision.Block, "spring"), (query.Limit, query.OnSeen, query.Labels["campaign"]));
        Assert.Equal(["a", "b"], query.Banks);
        Assert.Equal(["outputs"], query.RegisterIn);
        Assert.Equal(V1.Decision.Review, reply.Decision);
        var match = new V1.SeenMatch { OutputId = "out-1", ItemId = "out-1#2", Bank = "outputs", Distance = 7, Threshold = 31, Labels = { ["output_id"] = "out-1", ["a"] = "b" } };
        var suppressing = match.Clone();
        suppressing.Distance = 0;
        Assert.Equal(
            new V1.SeenBefore
            {
                Seen = true,
                Decision = V1.Decision.Review,
                Parts =
                {
                    new V1.PartFingerprint { Algorithm = "pdq", Status = V1.TaskStatus.Ok, Hash = "00ff", Quality = 93, Matches = { match }, RegisteredIn = { "outputs" } },
                    new V1.PartFingerprint { Part = 1, Algorithm = "simhash", Status = V1.TaskStatus.Skipped, Reason = "too few words", SuppressedBy = suppressing },
                },
            },
            reply.SeenBefore);
    }

    [Fact]
    public async Task Nothing_is_asked_where_the_context_does_not()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Null((await server.Service.ClassifyAsync(Requests.Text("x"))).SeenBefore);
        Assert.Null(Assert.Single(server.Classifier.Requests).SeenBefore);
    }

    public static TheoryData<string, V1.SeenBeforeQuery> Wrong { get; } = new()
    {
        { "banks", new V1.SeenBeforeQuery { Banks = { Enumerable.Repeat("a", 17) } } },
        { "banks", new V1.SeenBeforeQuery { Banks = { "../etc" } } },
        { "register_in", new V1.SeenBeforeQuery { RegisterIn = { Enumerable.Repeat("a", 17) } } },
        { "register_in", new V1.SeenBeforeQuery { RegisterIn = { "" } } },
        { "limit", new V1.SeenBeforeQuery { Limit = -1 } },
        { "limit", new V1.SeenBeforeQuery { Limit = 101 } },
        { "on_seen", new V1.SeenBeforeQuery { OnSeen = (V1.Decision)99 } },
    };

    [Fact]
    public async Task Malformed_queries_name_their_field()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var row in Wrong)
        {
            var (field, query) = row.Data;
            var request = Requests.Text("x");
            request.Context = new V1.Context { SeenBefore = query };
            var e = await Errors.Of(server.Service.ClassifyAsync(request));
            Assert.Equal((StatusCode.InvalidArgument, "context.seen_before." + field), (e.StatusCode, e.Field()));
        }

        Assert.Empty(server.Classifier.Requests);
    }

    [Fact]
    public async Task Last_piece_and_half_close_bring_what_is_known_of_the_whole_output()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnFinish = (_, last, _) => ValueTask.FromResult(last with { SeenBefore = Known });
        using var stream = new TestStream(server);
        await stream.SendAsync(Requests.Piece("a", "one"), Requests.Piece("a", "two", final: true), Requests.Piece("b", "one"));
        await stream.HalfCloseAsync();
        var answers = await stream.RestAsync();
        Assert.Equal(4, answers.Count);
        Assert.All(answers, answer => Assert.Equal(answer.Final, answer.Response.SeenBefore is { Seen: true }));
        Assert.Equal(["a", "b"], answers.Where(answer => answer.Final).Select(answer => answer.CorrelationId).Order());
    }

    [Fact]
    public async Task Output_that_cannot_be_finished_is_refused_and_the_stream_ends_well()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnFinish = (_, _, _) => throw new ClassifierException(ErrorKind.StorageFailed, "The disk refused.");
        using var stream = new TestStream(server);
        await stream.SendAsync(Requests.Piece("a", "one", final: true), Requests.Piece("b", "one"));
        await stream.HalfCloseAsync();
        var answers = await stream.RestAsync();
        Assert.Equal(2, answers.Count(answer => answer.Final && answer.Refusal is { Code: (int)StatusCode.Unavailable, RetryAfterMs: > 0 }));
        Assert.Single(answers, answer => answer.Response is not null);
    }
}
