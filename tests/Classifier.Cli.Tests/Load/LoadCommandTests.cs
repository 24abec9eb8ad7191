using System.Collections.Concurrent;
using Classifier.Cli.Shell;
using Classifier.Cli.Tests.Support;
using Classifier.Client.Tests.Fakes;
using Classifier.V1;
using Grpc.Core;

namespace Classifier.Cli.Tests.Load;

/// <summary><c>load</c> against a scripted server on loopback.</summary>
public sealed class LoadCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<(string? Tenant, Priority Priority)> _seen = new();

    private static readonly string[] Contract =
    [
        "profile", "offered", "ok", "errors", "shed", "degraded", "deadline_missed", "throughput", "goodput", "p50_ms", "p95_ms", "p99_ms", "label_agreement", "accuracy", "phases",
    ];

    private const string TwoTenants = """
        items: 10
        content: short
        tenants:
          - {name: web, weight: 3, deadline: 5s}
          - {name: jobs, priority: batch, deadline: 10s}
        phases:
          - {name: one, for: 500ms, rate: 100, arrivals: even}
          - {name: two, for: 500ms, rate: 200, arrivals: even}
        """;

    private async Task<ScriptedServer> ServerAsync(Func<ClassifyRequest, ServerCallContext, int, ClassifyResponse?>? special = null)
    {
        var server = await ScriptedServer.StartAsync();
        server.Admin.Models = new() { Models = { new Model { Name = "text", Version = "1", State = Model.Types.State.Active, Tasks = { "injection" } } } };
        server.Classifier.OnClassify = (request, context, call) =>
        {
            _seen.Enqueue((context.RequestHeaders.GetValue("x-tenant"), request.Context.Priority));
            return Task.FromResult(special?.Invoke(request, context, call) ?? Answer(request));
        };
        return server;
    }

    private static ClassifyResponse Answer(ClassifyRequest request, V1.TaskStatus status = V1.TaskStatus.Ok, string? label = null)
    {
        var score = request.Item.Parts[0].Text.Length % 2 == 0 ? 0.9 : 0.1;
        return new()
        {
            Results = { new TaskResult { Task = "injection", Label = label ?? (score >= 0.5 ? "injection" : "none"), Score = score, Threshold = 0.5, Status = status } },
            Timings = new() { QueueNs = 1_000_000, RunNs = 2_000_000, TotalNs = 4_000_000, BatchSize = 2, RealTokens = 30, PaddedTokens = 40 },
        };
    }

    private Task<CommandLineRun> LoadAsync(ScriptedServer server, string profile, params string[] more) =>
        CommandLineRun.OfAsync(["load", "--profile", _folder.File("test.yaml", profile), "--address", server.Address.ToString(), "--json", .. more]);

    [Fact]
    public async Task Json_keeps_the_contract_and_every_part_adds_up()
    {
        await using var server = await ServerAsync();
        var run = await LoadAsync(server, TwoTenants);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        var json = run.Json;
        Assert.Superset(Contract.ToHashSet(), json.Keys().ToHashSet());
        Assert.Equal("test", json.GetProperty("profile").GetString());
        Assert.Equal(150, json.GetProperty("offered").GetInt32());
        Assert.Equal(150, json.GetProperty("ok").GetInt32());
        Assert.Equal(1, json.GetProperty("label_agreement").GetDouble());
        Assert.Equal(json.GetProperty("unloaded_accuracy").ValueKind, json.GetProperty("accuracy").ValueKind);
        Assert.Equal(0.75, json.GetProperty("real_per_padded").GetDouble(), 1e-9);
        var phases = json.GetProperty("phases").EnumerateArray().ToArray();
        Assert.Equal(["one", "two"], phases.Select(p => p.GetProperty("name").GetString()));
        Assert.Equal([50, 100], phases.Select(p => p.GetProperty("offered").GetInt32()));
        Assert.All(phases, p => Assert.Superset(Contract.Except(["profile", "phases"]).ToHashSet(), p.Keys().ToHashSet()));
        foreach (var key in (string[])["offered", "ok", "shed"])
            Assert.Equal(json.GetProperty(key).GetInt32(), json.GetProperty("tenants").EnumerateArray().Sum(t => t.GetProperty(key).GetInt32()));
        Assert.Equal(150, json.GetProperty("timeline").EnumerateArray().Sum(m => m.GetProperty("offered").GetInt32()));
    }

    [Fact]
    public async Task Tenants_send_their_names_and_priorities()
    {
        await using var server = await ServerAsync();
        await LoadAsync(server, TwoTenants);
        // The first ten are the run without load.
        var counts = _seen.Skip(10).CountBy(s => s).ToDictionary();
        Assert.Equal([("jobs", Priority.Batch), ("web", Priority.Interactive)], counts.Keys.OrderBy(k => k.Tenant));
        Assert.InRange(counts[("web", Priority.Interactive)], 85, 140);
    }

    [Fact]
    public async Task Refusals_fallbacks_lateness_and_faults_are_told_apart()
    {
        await using var server = await ServerAsync((request, _, call) => call <= 10 ? null : (call % 6) switch
        {
            0 => throw Replies.Refused(StatusCode.Unavailable, TimeSpan.FromSeconds(1)),
            1 => throw Replies.Refused(StatusCode.ResourceExhausted, TimeSpan.FromSeconds(1)),
            2 => throw new RpcException(new Status(StatusCode.Internal, "fault")),
            3 => Answer(request, V1.TaskStatus.Overloaded),
            4 => Answer(request, V1.TaskStatus.Degraded, "other"),
            _ => throw new RpcException(new Status(StatusCode.DeadlineExceeded, "late")),
        });
        var json = (await LoadAsync(server, TwoTenants)).Json;
        Assert.Equal(150, json.GetProperty("offered").GetInt32());
        Assert.Equal(75, json.GetProperty("shed").GetInt32());
        Assert.Equal(25, json.GetProperty("errors").GetInt32());
        Assert.Equal(25, json.GetProperty("degraded").GetInt32());
        Assert.Equal(25, json.GetProperty("deadline_missed").GetInt32());
        Assert.Equal(0, json.GetProperty("degraded_agreement").GetDouble());
        Assert.Equal("Null", json.GetProperty("label_agreement").ValueKind.ToString());
        Assert.Equal(25, json.GetProperty("statuses").GetProperty("OVERLOADED").GetInt32());
        Assert.Equal(25, json.GetProperty("statuses").GetProperty("INTERNAL").GetInt32());
        Assert.True(json.GetProperty("goodput").GetDouble() < json.GetProperty("throughput").GetDouble());
    }

    [Fact]
    public async Task A_verdict_that_differs_from_the_unloaded_one_lowers_the_agreement_and_violates()
    {
        await using var server = await ServerAsync((request, _, call) => call > 10 && call % 2 == 0 ? Answer(request, label: "other") : null);
        var run = await LoadAsync(server, TwoTenants, "--fail-if", "label_agreement<1", "--fail-if", "errors>0");
        Assert.Equal(ExitCode.Violated, run.ExitCode);
        Assert.Equal(0.5, run.Json.GetProperty("label_agreement").GetDouble(), 1e-9);
        Assert.Equal([true, false], run.Json.GetProperty("thresholds").EnumerateArray().Select(t => t.GetProperty("violated").GetBoolean()));
        Assert.Contains("a threshold is violated: label_agreement<1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_capacity_is_measured_where_rates_are_relative_and_taken_where_it_is_given()
    {
        const string profile = "items: 5\ncontent: short\ncalibration: {for: 400ms, callers: 2}\nphases: [{name: a, for: 500ms, capacity: 0.1x, arrivals: even}]";
        await using var server = await ServerAsync();
        var measured = (await LoadAsync(server, profile)).Json;
        var capacity = measured.GetProperty("capacity").GetDouble();
        Assert.True(capacity > 0);
        Assert.Equal(Math.Round(0.05 * capacity), measured.GetProperty("offered").GetInt32(), 1.0);
        Assert.Equal(40, (await LoadAsync(server, profile, "--capacity", "800")).Json.GetProperty("offered").GetInt32());
    }

    [Fact]
    public async Task A_person_gets_tables_a_report_and_progress_on_standard_error()
    {
        await using var server = await ServerAsync();
        var html = Path.Combine(_folder.Path, "report.html");
        var run = await CommandLineRun.OfAsync(
            ["load", "--profile", _folder.File("test.yaml", TwoTenants), "--address", server.Address.ToString(), "--report", html, "--fail-if", "p99_ms>60000"]);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("goodput/s", run.Out, StringComparison.Ordinal);
        Assert.Contains("held: p99_ms>60000", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("load: judging 10 items without load", run.Error, StringComparison.Ordinal);
        Assert.Contains("</html>", await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_a_file_are_sent()
    {
        await using var server = await ServerAsync();
        var rows = _folder.File("rows.jsonl", "{\"text\":\"ab\",\"label\":1}\n{\"text\":\"abc\",\"label\":0}\n");
        var json = (await LoadAsync(server, "phases: [{name: a, for: 200ms, rate: 50, arrivals: even}]", "--data", rows)).Json;
        Assert.Equal((2, 10, 1.0, 1.0), (json.GetProperty("items").GetInt32(), json.GetProperty("ok").GetInt32(), json.GetProperty("accuracy").GetDouble(), json.GetProperty("unloaded_accuracy").GetDouble()));
    }

    [Theory]
    [InlineData("--profile nothing", ExitCode.Usage, "nothing")]
    [InlineData("--profile spike --fail-if p99>3", ExitCode.Usage, "p99>3")]
    [InlineData("--profile spike --capacity 0", ExitCode.Usage, "--capacity")]
    [InlineData("--profile spike --report /no/such/folder/r.html", ExitCode.Usage, "--report")]
    [InlineData("--profile spike --data none.jsonl", ExitCode.InputRefused, "none.jsonl")]
    [InlineData("--profile spike --address http://127.0.0.1:1", ExitCode.Unreachable, "cannot be reached")]
    public async Task What_cannot_be_done_is_said_in_one_line(string args, int exitCode, string inLine)
    {
        var run = await CommandLineRun.OfAsync("load --json " + args);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(inLine, run.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Name(exitCode), run.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Without_an_address_a_server_of_its_own_process_is_loaded_with_texts_and_pictures_and_stopped()
    {
        var models = CheckoutModels.Folder();
        using (var picture = DrawnPicture.Of(1, 160, 140)) _folder.File("pictures/a.png", picture.AsPng());
        _folder.File("pictures/manifest.jsonl", "{\"file\":\"a.png\",\"label\":\"real\"}");
        var profile = _folder.File("tiny.yaml", "items: 3\nimages: {share: 0.34}\ncontent: short\ndeadline: 1m\nphases: [{name: a, for: 500ms, rate: 6, arrivals: even}]");
        var run = await CommandLineRun.OfAsync(["load", "--profile", profile, "--images", Path.Combine(_folder.Path, "pictures"), "--models", models, "--data-dir", Path.Combine(_folder.Path, "data"), "--fail-if", "a.handles>100000", "--json"]);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Equal((3, 3), (run.Json.GetProperty("offered").GetInt32(), run.Json.GetProperty("ok").GetInt32()));
        Assert.Equal(1, run.Json.GetProperty("label_agreement").GetDouble());
        Assert.True(run.Json.GetProperty("timeline")[0].GetProperty("memory_mb").GetDouble() > 50);
        var phase = run.Json.GetProperty("phases")[0];
        Assert.All((string[])["memory_mb", "threads", "handles"], f => Assert.True(phase.GetProperty(f).GetDouble() > 5 && run.Json.GetProperty(f).GetDouble() > 5, f));
    }

    public void Dispose() => _folder.Dispose();
}
