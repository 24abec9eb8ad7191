using System.CommandLine;
using Classifier.Cli.Eval;
using Classifier.Cli.Json;
using Classifier.Cli.Load.Content;
using Classifier.Cli.Load.Limits;
using Classifier.Cli.Load.Live;
using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Load.Report;
using Classifier.Cli.Load.Run;
using Classifier.Cli.Load.Schedules;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Load;

/// <summary><c>load</c>: open-loop load with labelled content.</summary>
internal static class LoadCommand
{
    public static Command Create(StandardStreams streams)
    {
        var profile = new Option<string>("--profile")
        {
            HelpName = "NAME|FILE", Required = true,
            Description = $"What to offer: {string.Join(", ", ProfileFiles.Names)}, or a YAML file.",
        };
        profile.CompletionSources.Add([.. ProfileFiles.Names]);
        var data = new Option<string?>("--data") { HelpName = "F.jsonl[.gz]|DIR", Description = "Labelled rows to send, as eval reads them. Default: texts that come with the program." };
        var images = new Option<string?>("--images")
        {
            HelpName = "F.jsonl|DIR", Description = "Labelled pictures to send among the texts, as eval reads them: a quarter of the items, or what the profile says.",
        };
        var report = new Option<string?>("--report") { HelpName = "F.html", Description = "Write the report with its plots into one HTML file." };
        var failIf = new Option<string[]>("--fail-if")
        {
            HelpName = "CONDITION",
            Description = "Exit with 1 when this holds, for example p99_ms>200 or spike.goodput<0.9*capacity; repeatable, beside the profile's own.",
        };
        var capacity = new Option<double?>("--capacity") { HelpName = "N", Description = "The capacity in items a second, where it is known; it is not measured then." };
        var seed = new Option<int?>("--seed") { HelpName = "N", Description = "In place of the profile's." };
        var server = new ServerChoice("Without it a server is started in a process of its own.");
        var verb = new Verb("load", "Offers load whether or not the server keeps up, and reports latency, failures and labels. Exits with 1 when a threshold is violated.")
        {
            Examples =
            [
                "load --profile spike --report spike.html",
                "load --profile my.yaml --address http://127.0.0.1:5080 --fail-if \"p99_ms>200\" --fail-if \"errors>0\" --json",
            ],
        };
        foreach (var option in new Option[] { profile, data, images, report, failIf, capacity, seed }) verb.Add(option);
        server.AddTo(verb);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(capacity) is not null && result.GetValue(capacity) is not (> 0 and < 1e6)) result.AddError("--capacity must be above zero.");
            if (result.GetResult(seed) is not null && result.GetValue(seed) is not >= 0) result.AddError("--seed must not be negative.");
        });
        verb.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            var plan = ProfileFiles.Read(parsed.GetValue(profile)!);
            if (parsed.GetValue(seed) is { } given) plan = plan with { Seed = given };
            var known = parsed.GetValue(capacity);
            var conditions = plan.Thresholds.Concat(parsed.GetValue(failIf) ?? []).Select(t => FailCondition.Parse(t, plan, known is not null || plan.NeedsCapacity)).ToArray();
            var items = await LoadContent.ReadAsync(plan, parsed.GetValue(data), parsed.GetValue(images), cancellation);
            var traces = Traces(plan);
            var html = parsed.GetValue(report) is { } file ? ReportFile.Check(file) : null;
            await using var target = await LoadTarget.OpenAsync(server.Address(parsed), server.Local.Read(parsed), plan, items, TimeProvider.System, cancellation);
            foreach (var task in parsed.GetValue(images) is null ? plan.Tasks : plan.Tasks.Concat(plan.Images.Tasks)) await OfferedTasks.RequireAsync(target.Patient, task, cancellation);
            var run = new LoadRun(plan, items, target, new LoadView(terminal, TimeProvider.System), TimeProvider.System);
            var result = await run.RunAsync(known, f => traces[f], cancellation);
            var document = LoadReport.Of(result, conditions);
            terminal.Write(document, CliJson.Readable.LoadDocument, LoadTables.Write);
            if (html is not null) ReportFile.Write(html, HtmlReport.Of(document, plan));
            foreach (var t in document.Thresholds.Where(t => t.Violated)) terminal.Note($"classifier: a threshold is violated: {t.FailIf}");
            return document.Thresholds.Any(t => t.Violated) ? ExitCode.Violated : ExitCode.Done;
        });
        return verb;
    }

    private static Dictionary<string, IReadOnlyList<TracePoint>> Traces(LoadProfile plan)
    {
        var tenants = plan.Tenants.Select(t => t.Name).ToArray();
        return plan.Phases.Select(p => p.Trace).OfType<string>().Distinct().ToDictionary(f => f, file =>
        {
            try
            {
                using var reader = new StreamReader(file);
                return TracePoint.Read(reader, file, tenants);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw CliException.InputRefused($"{file} cannot be read: {e.Message}", e);
            }
        });
    }
}
