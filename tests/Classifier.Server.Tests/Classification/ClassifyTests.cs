using Classifier.Core;
using Classifier.Pipeline;
using Classifier.Server.Tests.Fakes;
using Google.Protobuf;
using Grpc.Core;

namespace Classifier.Server.Tests.Classification;

public sealed class ClassifyTests
{
    [Fact]
    public async Task Request_reaches_the_classifier_whole()
    {
        await using var server = await TestServer.StartAsync();
        var request = new V1.ClassifyRequest
        {
            Item = new V1.Item
            {
                Parts =
                {
                    new V1.Part { Role = V1.Role.System, Text = "s" },
                    new V1.Part { Role = V1.Role.User, Text = "" },
                    new V1.Part { Role = V1.Role.Assistant, Text = "a" },
                    new V1.Part { Role = V1.Role.Tool, Text = "t" },
                    new V1.Part { Role = V1.Role.Document, Image = new V1.Image { Data = ByteString.CopyFrom(1, 2, 3) } },
                    new V1.Part { Text = "\0\u200b\ud83d\ude00" },
                },
            },
            Context = new V1.Context
            {
                Direction = V1.Direction.ToolInput,
                Tasks = { "hate", "injection", "hate" },
                OutputId = "out-7",
                Priority = V1.Priority.Batch,
                Labels = { ["team"] = "red" },
            },
        };

        await server.Service.ClassifyAsync(request, new Metadata { { "x-tenant", "acme.Prod_1-a" } }, DateTime.UtcNow.AddSeconds(60));

        Assert.True(server.Classifier.Requests.TryDequeue(out var seen));
        Assert.Equal(
            [PartRole.System, PartRole.User, PartRole.Assistant, PartRole.Tool, PartRole.Document, PartRole.Unspecified],
            seen.Parts.Select(p => p.Role));
        Assert.Equal(["s", "", "a", "t", null, "\0\u200b\ud83d\ude00"], seen.Parts.Select(p => p.Text));
        Assert.Equal([1, 2, 3], seen.Parts[4].Image.ToArray());
        Assert.Equal(Direction.ToolInput, seen.Direction);
        Assert.Equal([TaskKind.Hate, TaskKind.Injection], seen.Tasks);
        Assert.Equal("out-7", seen.OutputId);
        Assert.Equal("acme.Prod_1-a", seen.Tenant);
        Assert.Equal(WorkClass.Batch, seen.Class);
        Assert.InRange(TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), seen.Deadline).TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task Defaults_hold_when_nothing_is_said()
    {
        await using var server = await TestServer.StartAsync();

        await server.Service.ClassifyAsync(Requests.Text("hello"));

        Assert.True(server.Classifier.Requests.TryDequeue(out var seen));
        Assert.Equal((Direction.Prompt, "default", WorkClass.Interactive, long.MaxValue), (seen.Direction, seen.Tenant, seen.Class, seen.Deadline));
        Assert.Empty(seen.Tasks);
        Assert.Null(seen.OutputId);
    }

    [Fact]
    public async Task Reply_carries_every_field()
    {
        await using var server = await TestServer.StartAsync();
        var verdict = Replies.Of(
            Replies.Verdict(TaskKind.Injection, 0.95),
            Replies.Verdict(TaskKind.Toxicity, 0.2),
            Replies.Unscored(TaskKind.Hate, TaskOutcome.Suspended, Decision.Review, "by hand"));
        server.Classifier.OnClassify = (_, _) => ValueTask.FromResult(verdict with { Fallback = new FallbackAdvice("Sorry.") });

        var response = await server.Service.ClassifyAsync(Requests.Text("hello"));

        Assert.Equal(V1.Decision.Block, response.Decision);
        Assert.Equal("output-1", response.OutputId);
        Assert.Equal((V1.Fallback.Types.Action.StaticText, "Sorry."), (response.Fallback.Action, response.Fallback.Text));
        var injection = response.Results[0];
        Assert.Equal(("injection", "injection", 0.95, 0.5, 0.9), (injection.Task, injection.Label, injection.Score, injection.Threshold, injection.BlockThreshold));
        Assert.Equal((V1.TaskStatus.Ok, "text@1", V1.Decision.Block), (injection.Status, injection.Model, injection.Decision));
        Assert.Equal(new V1.Evidence { Part = 0, View = V1.View.Folded, Start = 2, Length = 5, Score = 0.95 }, Assert.Single(injection.Evidence));
        Assert.True(response.Results[1].HasScore);
        var hate = response.Results[2];
        Assert.False(hate.HasScore);
        Assert.Equal((V1.TaskStatus.Suspended, "", V1.Decision.Review, "by hand"), (hate.Status, hate.Model, hate.Decision, hate.Reason));
        Assert.Equal(
            new V1.Timings { QueueNs = 1, RunNs = 2, TotalNs = 3, BatchSize = 4, RealTokens = 5, PaddedTokens = 6, DispatchReason = "idle" },
            response.Timings);
    }

    [Fact]
    public async Task Fallback_without_text_is_the_review_queue()
    {
        await using var server = await TestServer.StartAsync();
        server.Classifier.OnClassify = (_, _) => ValueTask.FromResult(Replies.Scores() with { Fallback = new FallbackAdvice(null) });

        var response = await server.Service.ClassifyAsync(Requests.Text("hello"));

        Assert.Equal(V1.Fallback.Types.Action.ReviewQueue, response.Fallback.Action);
    }

    [Fact]
    public async Task Priority_is_capped_by_the_configuration()
    {
        await using var server = await TestServer.StartAsync(TestServer.Options with { HighestClass = WorkClass.Batch });
        var request = Requests.Text("hello");
        request.Context = new V1.Context { Priority = V1.Priority.Interactive };

        await server.Service.ClassifyAsync(request);

        Assert.True(server.Classifier.Requests.TryDequeue(out var seen));
        Assert.Equal(WorkClass.Batch, seen.Class);
    }
}
