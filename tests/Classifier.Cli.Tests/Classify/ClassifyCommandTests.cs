using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;
using Classifier.Client.Tests.Fakes;
using Classifier.V1;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Cli.Tests.Classify;

public sealed class ClassifyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ClassifyRequest? _seen;

    private async Task<ScriptedServer> ServerAsync(Decision decision = Decision.Allow)
    {
        var server = await ScriptedServer.StartAsync();
        server.Classifier.OnClassify = (r, _, _) =>
        {
            _seen = r;
            return Task.FromResult(new ClassifyResponse
            {
                Decision = decision,
                Results =
                {
                    new TaskResult
                    {
                        Task = "injection", Label = "injection", Score = 0.9, Threshold = 0.5, Status = V1.TaskStatus.Ok, Model = "text@1",
                        Evidence = { new Evidence { Part = 0, Start = 3, Length = 4, Score = 0.9, View = View.Folded } },
                    },
                    new TaskResult { Task = "hate", Label = "none", Threshold = 0.6, Status = V1.TaskStatus.Suspended, Reason = "suspended by hand" },
                },
                Timings = new() { QueueNs = 1, RunNs = 2, TotalNs = 3, BatchSize = 4, RealTokens = 5, PaddedTokens = 6, DispatchReason = "idle" },
            });
        };
        return server;
    }

    [Fact]
    public async Task Json_has_exactly_the_agreed_keys()
    {
        await using var server = await ServerAsync(Decision.Review);
        var run = await CommandLineRun.OfAsync($"classify --text x --address {server.Address} --json");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        JsonShape.HasKeys(run.Json, "decision", "results", "timings");
        Assert.Equal("REVIEW", run.Json.GetProperty("decision").GetString());
        var results = run.Json.GetProperty("results").EnumerateArray().ToArray();
        Assert.All(results, r => JsonShape.HasKeys(r, "task", "label", "score", "threshold", "status", "model"));
        Assert.Equal("""{"task":"injection","label":"injection","score":0.9,"threshold":0.5,"status":"OK","model":"text@1"}""", results[0].GetRawText());
        Assert.Equal("""{"task":"hate","label":"none","score":null,"threshold":0.6,"status":"SUSPENDED","model":null}""", results[1].GetRawText());
        Assert.Equal(
            """{"queue_ns":1,"run_ns":2,"total_ns":3,"batch_size":4,"real_tokens":5,"padded_tokens":6,"dispatch_reason":"idle"}""",
            run.Json.GetProperty("timings").GetRawText());
    }

    [Theory]
    [InlineData(Decision.Allow, 0)]
    [InlineData(Decision.Review, 10)]
    [InlineData(Decision.Block, 20)]
    public async Task Exit_code_tells_the_decision_when_asked(Decision decision, int expected)
    {
        await using var server = await ServerAsync(decision);
        Assert.Equal(expected, (await CommandLineRun.OfAsync($"classify --text x --address {server.Address} --exit-code")).ExitCode);
        Assert.Equal(0, (await CommandLineRun.OfAsync($"classify --text x --address {server.Address}")).ExitCode);
    }

    [Fact]
    public async Task Table_shows_evidence_as_offsets_and_never_the_content()
    {
        await using var server = await ServerAsync(Decision.Block);
        var run = await CommandLineRun.OfAsync(["classify", "--text", "my SECRET", "--address", server.Address.ToString()]);

        Assert.Contains("BLOCK", run.Out, StringComparison.Ordinal);
        Assert.Contains("part 0, characters 3–7 (folded) 0.900", run.Out, StringComparison.Ordinal);
        Assert.Contains("SUSPENDED: suspended by hand", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_become_the_request()
    {
        await using var server = await ServerAsync();
        await CommandLineRun.OfAsync(
            $"classify --text x --tasks injection,hate --direction tool-input --claim-brand acme --claim-domain acme.example --address {server.Address}");

        Assert.Equal(Direction.ToolInput, _seen!.Context.Direction);
        Assert.Equal(["injection", "hate"], _seen.Context.Tasks);
        Assert.Equal(("acme", "acme.example"), (_seen.Context.ClaimedBrand, _seen.Context.ClaimedDomain));
    }

    [Theory]
    [InlineData("@file")]
    [InlineData("-dash at the start")]
    [InlineData("")]
    [InlineData("two\nlines \"quoted\" 'too' \\n $HOME")]
    public async Task Text_arrives_as_it_was_given(string text)
    {
        await using var server = await ServerAsync();
        var run = await CommandLineRun.OfAsync(["classify", "--text", text, "--address", server.Address.ToString()]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(text, _seen!.Item.Parts.Single().Text);
    }

    [Fact]
    public async Task Content_comes_from_a_file_a_picture_or_standard_input()
    {
        await using var server = await ServerAsync();
        await CommandLineRun.OfAsync($"classify --file {_folder.File("a.txt", "from file ✓")} --address {server.Address}");
        Assert.Equal("from file ✓", _seen!.Item.Parts.Single().Text);
        await CommandLineRun.OfAsync($"classify - --address {server.Address}", "from input ✓");
        Assert.Equal("from input ✓", _seen.Item.Parts.Single().Text);
        await CommandLineRun.OfAsync($"classify --image {_folder.File("a.png", [0x89, 0, 0xff])} --address {server.Address}");
        Assert.Equal([0x89, 0, 0xff], _seen.Item.Parts.Single().Image.Data.ToByteArray());
    }

    [Fact]
    public async Task Unreadable_content_is_refused_before_a_server_is_asked()
    {
        var missing = await CommandLineRun.OfAsync($"classify --file {_folder.Path}/none --address http://127.0.0.1:1");
        var binary = await CommandLineRun.OfAsync($"classify --file {_folder.File("b", [0xff, 0xfe])} --address http://127.0.0.1:1");
        var folder = await CommandLineRun.OfAsync($"classify --image {_folder.Path} --address http://127.0.0.1:1");

        Assert.All([missing, binary, folder], run =>
        {
            Assert.Equal(ExitCode.InputRefused, run.ExitCode);
            Assert.StartsWith("classifier: ", run.ErrorLine, StringComparison.Ordinal);
            Assert.Empty(run.Out);
        });
    }

    public static TheoryData<StatusCode, int, string> Refusals => new()
    {
        { StatusCode.InvalidArgument, ExitCode.InputRefused, "context.tasks[0]: unknown" },
        { StatusCode.ResourceExhausted, ExitCode.InputRefused, "refused by script" },
        { StatusCode.Internal, ExitCode.Failed, "INTERNAL" },
        { StatusCode.PermissionDenied, ExitCode.Failed, "PERMISSION_DENIED" },
        { StatusCode.Unimplemented, ExitCode.Failed, "UNIMPLEMENTED" },
        { StatusCode.Unavailable, ExitCode.Unreachable, "busy" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusals_become_one_line_and_an_exit_code(StatusCode code, int exitCode, string inLine)
    {
        await using var server = await ServerAsync();
        BadRequest.Types.FieldViolation[] fields =
            code == StatusCode.InvalidArgument ? [new() { Field = "context.tasks[0]", Description = "unknown" }] : [];
        server.Classifier.OnClassify = (_, _, _) => throw Replies.Refused(code, null, fields);
        var run = await CommandLineRun.OfAsync($"classify --text x --address {server.Address} --json");

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(inLine, run.ErrorLine, StringComparison.Ordinal);
        JsonShape.HasKeys(run.Json, "error");
        JsonShape.HasKeys(run.Json.GetProperty("error"), "code", "message");
        Assert.Equal(ExitCode.Name(exitCode), run.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task No_server_is_exit_code_four()
    {
        var server = await ServerAsync();
        await server.DisposeAsync();
        var run = await CommandLineRun.OfAsync($"classify --text x --address {server.Address}");

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.Contains("cannot be reached", run.ErrorLine, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    public void Dispose() => _folder.Dispose();
}
