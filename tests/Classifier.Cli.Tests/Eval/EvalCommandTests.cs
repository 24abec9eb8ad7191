using System.Collections.Concurrent;
using System.Globalization;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;
using Classifier.Client.Tests.Fakes;
using Classifier.V1;
using Grpc.Core;

namespace Classifier.Cli.Tests.Eval;

/// <summary><c>eval</c> against a scripted server whose score is the number that a row's text spells.</summary>
public sealed class EvalCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<ClassifyRequest> _seen = new();

    private static readonly string[] EvalKeys =
    [
        "task", "n", "positives", "auc", "accuracy", "tpr", "fpr", "tpr_at_1pct_fpr", "threshold", "by_source", "by_lang", "by_kind", "thresholds", "errors",
    ];

    private static readonly string[] GroupKeys = ["n", "positives", "auc", "accuracy", "tpr", "fpr", "tpr_at_1pct_fpr"];

    private async Task<ScriptedServer> ServerAsync(Func<ClassifyStreamRequest, int, ClassifyStreamResponse?>? special = null)
    {
        var server = await ScriptedServer.StartAsync();
        server.Admin.Models = new()
        {
            Models =
            {
                new Model { Name = "text", Version = "1", State = Model.Types.State.Active, Tasks = { "injection", "toxicity" } },
                new Model { Name = "old", Version = "1", State = Model.Types.State.Retired, Tasks = { "hate" } },
            },
        };
        server.Classifier.OnStream = async (requests, answers, context) =>
        {
            var n = 0;
            await foreach (var r in requests.ReadAllAsync(context.CancellationToken))
            {
                _seen.Enqueue(r.Request);
                await answers.WriteAsync(special?.Invoke(r, n++) ?? Answer(r, V1.TaskStatus.Ok));
            }
        };
        return server;
    }

    private static ClassifyStreamResponse Answer(ClassifyStreamRequest r, V1.TaskStatus status)
    {
        var result = new TaskResult
        {
            Task = r.Request.Context.Tasks.Single(),
            Status = status,
            Threshold = r.Request.Context.Direction == Direction.ToolInput ? 0.8 : 0.5,
        };
        if (status == V1.TaskStatus.Ok) result.Score = double.Parse(r.Request.Item.Parts[0].Text, CultureInfo.InvariantCulture);
        return new() { CorrelationId = r.CorrelationId, Final = true, Response = new() { Decision = Decision.Allow, Results = { result } } };
    }

    private string Rows(params (string Text, int Label, string Source, string Kind)[] rows) => _folder.File(
        "rows.jsonl",
        string.Join('\n', rows.Select(r => $$"""{"text":"{{r.Text}}","label":{{r.Label}},"source":"{{r.Source}}","lang":"en","kind":"{{r.Kind}}"}""")));

    private static Task<CommandLineRun> Eval(ScriptedServer server, string file, string more = "", string task = "injection") =>
        CommandLineRun.OfAsync($"eval --task {task} --data {file} --address {server.Address} --json {more}");

    [Fact]
    public async Task Eval_prints_exactly_the_agreed_keys_and_figures()
    {
        await using var server = await ServerAsync();
        var file = Rows(("0.9", 1, "a", "direct"), ("0.6", 1, "a", "direct"), ("0.7", 0, "b", "benign"), ("0.1", 0, "b", "benign"));

        var run = await Eval(server, file);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        JsonShape.HasKeys(run.Json, EvalKeys);
        Assert.Equal("injection", run.Json.GetProperty("task").GetString());
        Assert.Equal((4, 2), (run.Json.GetProperty("n").GetInt32(), run.Json.GetProperty("positives").GetInt32()));
        Assert.Equal(0.75, run.Json.GetProperty("auc").GetDouble());
        Assert.Equal(0.75, run.Json.GetProperty("accuracy").GetDouble());
        Assert.Equal(1, run.Json.GetProperty("tpr").GetDouble());
        Assert.Equal(0.5, run.Json.GetProperty("fpr").GetDouble());
        Assert.Equal(0.5, run.Json.GetProperty("tpr_at_1pct_fpr").GetDouble());
        Assert.Equal(0.5, run.Json.GetProperty("threshold").GetDouble());
        JsonShape.HasKeys(run.Json.GetProperty("by_source"), "a", "b");
        JsonShape.HasKeys(run.Json.GetProperty("by_source").GetProperty("a"), GroupKeys);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, run.Json.GetProperty("by_source").GetProperty("a").GetProperty("auc").ValueKind);
        JsonShape.HasKeys(run.Json.GetProperty("by_lang"), "en");
        JsonShape.HasKeys(run.Json.GetProperty("by_kind"), "benign", "direct");
        Assert.Equal(0, run.Json.GetProperty("errors").GetInt32());
    }

    [Fact]
    public async Task Rows_are_asked_as_batch_work_for_the_one_task()
    {
        await using var server = await ServerAsync();
        await Eval(server, Rows(("0.9", 1, "a", "direct"), ("0.1", 0, "a", "benign")));

        Assert.Equal(2, _seen.Count);
        Assert.All(_seen, r => Assert.Equal((Priority.Batch, "injection"), (r.Context.Priority, r.Context.Tasks.Single())));
    }

    [Fact]
    public async Task Directions_follow_the_kind_and_each_has_its_threshold()
    {
        await using var server = await ServerAsync();
        var run = await Eval(server, Rows(("0.7", 1, "a", "indirect-text"), ("0.7", 1, "a", "direct")));

        // 0.7 is above the prompt's 0.5 and below the tool input's 0.8.
        Assert.Equal(0.5, run.Json.GetProperty("tpr").GetDouble());
        Assert.Equal(0.5, run.Json.GetProperty("threshold").GetDouble());
        JsonShape.HasKeys(run.Json.GetProperty("thresholds"), "prompt", "tool_input");
        Assert.Equal(0.8, run.Json.GetProperty("thresholds").GetProperty("tool_input").GetDouble());
    }

    [Fact]
    public async Task A_given_direction_holds_for_every_row()
    {
        await using var server = await ServerAsync();
        var run = await Eval(server, Rows(("0.7", 1, "a", "direct")), "--direction tool-input");

        Assert.Equal(Direction.ToolInput, _seen.Single().Context.Direction);
        Assert.Equal(0.8, run.Json.GetProperty("threshold").GetDouble());
    }

    [Fact]
    public async Task Refusals_and_overloaded_tasks_are_asked_again_until_nothing_is_missing()
    {
        await using var server = await ServerAsync((r, n) => (n % 3) switch
        {
            0 when n < 60 => Replies.Refusal(r, StatusCode.ResourceExhausted, 1),
            1 when n < 6 => Answer(r, V1.TaskStatus.Overloaded),
            _ => null,
        });
        var run = await Eval(server, Rows([.. Enumerable.Range(0, 100).Select(i => ($"0.{i:00}", i % 2, "a", "direct"))]));

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(100, run.Json.GetProperty("n").GetInt32());
        Assert.True(_seen.Count > 100);
    }

    [Fact]
    public async Task Rows_without_a_score_are_counted_and_fail_the_run()
    {
        await using var server = await ServerAsync((r, _) => r.Request.Item.Parts[0].Text switch
        {
            "0.1" => Replies.Refusal(r, StatusCode.InvalidArgument, 0),
            "0.2" => Answer(r, V1.TaskStatus.Error),
            _ => null,
        });
        var run = await Eval(server, Rows(("0.1", 1, "a", "k"), ("0.2", 1, "a", "k"), ("0.3", 0, "a", "k")));

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Equal((1, 2), (run.Json.GetProperty("n").GetInt32(), run.Json.GetProperty("errors").GetInt32()));
        Assert.Contains("INVALID_ARGUMENT 1", run.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("task status ERROR 1", run.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pii")]
    [InlineData("hate")]
    public async Task A_task_that_no_active_model_answers_is_a_usage_error(string task)
    {
        await using var server = await ServerAsync();
        var run = await Eval(server, Rows(("0.1", 1, "a", "k")), task: task);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("injection, toxicity", run.ErrorLine, StringComparison.Ordinal);
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task Equalise_is_refused_for_rows_of_text()
    {
        await using var server = await ServerAsync();
        Assert.Equal(ExitCode.Usage, (await Eval(server, Rows(("0.1", 1, "a", "k")), "--equalise 7")).ExitCode);
    }

    [Fact]
    public async Task A_bad_row_is_found_before_anything_is_sent()
    {
        await using var server = await ServerAsync();
        var run = await Eval(server, _folder.File("bad.jsonl", "{\"text\":\"0.5\",\"label\":1}\nSECRET"));

        Assert.Equal(ExitCode.InputRefused, run.ExitCode);
        Assert.Contains("line 2", run.ErrorLine, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", run.Error + run.Out, StringComparison.Ordinal);
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task A_server_that_goes_away_ends_the_run_as_unreachable()
    {
        var server = await ServerAsync();
        server.Classifier.OnStream = async (requests, _, _) =>
        {
            await requests.MoveNext();
            _ = Task.Run(server.DisposeAsync);
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        };
        var run = await Eval(server, Rows(("0.1", 1, "a", "k")));

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.Equal("unreachable", run.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Tables_show_the_same_figures()
    {
        await using var server = await ServerAsync();
        var file = Rows(("0.9", 1, "alpha", "direct"), ("0.1", 0, "beta", "benign"));
        var run = await CommandLineRun.OfAsync($"eval --task injection --data {file} --address {server.Address}");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("1.0000", run.Out, StringComparison.Ordinal);
        Assert.Contains("alpha", run.Out, StringComparison.Ordinal);
        Assert.Contains("–", run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
