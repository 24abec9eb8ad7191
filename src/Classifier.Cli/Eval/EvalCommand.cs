using System.CommandLine;
using Classifier.Cli.Classify;
using Classifier.Cli.Json;
using Classifier.Cli.Serving;
using Classifier.Cli.Shell;
using Classifier.Client.Retry;
using Classifier.V1;

namespace Classifier.Cli.Eval;

/// <summary><c>eval</c>: labelled data through the real pipeline.</summary>
internal static class EvalCommand
{
    private static readonly RetryOptions Persistent = RetryOptions.UntilTimeout with { MaxBackoff = TimeSpan.FromSeconds(2) };

    public static Command Create(StandardStreams streams)
    {
        var task = new Option<string>("--task") { HelpName = "T", Description = "The task to measure, for example injection.", Required = true };
        task.CompletionSources.Add("injection", "toxicity", "hate", "deepfake", "logo");
        var data = new Option<string>("--data")
        {
            HelpName = "F.jsonl[.gz]|DIR",
            Description = "Labelled rows, one JSON object a line: {\"text\",\"label\",\"source\",\"lang\",\"kind\"}; or a folder with manifest.jsonl. Pictures: {\"file\",\"label\":\"real\"|\"fake\",\"source\",\"generator\"}; for logo {\"file\",\"brand\":name|null}.",
            Required = true,
        };
        var direction = Directions.Option("Judge every row in this direction. Default: injection by the row's kind, otherwise prompt.");
        var equalise = new Option<int?>("--equalise") { HelpName = "SEED", Description = "Give pictures of both classes the same size, crop and compression first (picture tasks)." };
        var degrade = new Option<bool>("--degrade") { Description = "Judge every picture also as JPEG 95, 75 and 50 and at half size." };
        var server = new ServerChoice();
        var verb = new Verb("eval", "Measures a task on labelled data, through the same pipeline that serves requests.")
        {
            Examples =
            [
                "eval --task injection --data bipia_test.jsonl.gz --json",
                "eval --task hate --data hatecheck.jsonl.gz --address http://127.0.0.1:5080",
                "eval --task deepfake --data pictures --equalise 17 --degrade",
                "eval --task logo --data photographs --json",
            ],
        };
        foreach (var option in new Option[] { task, data, direction, equalise, degrade }) verb.Add(option);
        server.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            var name = parsed.GetValue(task)!;
            var content = RowContents.Of(name);
            var pictures = content != RowContent.Text;
            if (!pictures && (parsed.GetValue(equalise) is not null || parsed.GetValue(degrade)))
                throw CliException.Usage("--equalise and --degrade are for picture tasks; rows of text are judged as they are.");
            var file = LabelledRows.FileOf(parsed.GetValue(data)!);
            // Reading it once beforehand finds a bad row in seconds and not after an hour, and gives the progress bar its length.
            var count = File.Exists(file) ? LabelledRows.Read(file, content).Count() : throw CliException.InputRefused($"{file} does not exist.");
            await using var connection = await Connection.OpenAsync(server, parsed, cancellation, Persistent, Evaluation.RowTimeout);
            await OfferedTasks.RequireAsync(connection.Client, name, cancellation);
            var brands = content == RowContent.Logo ? await BrandNames.OfAsync(connection.Client, cancellation) : null;
            await using var session = connection.Client.OpenSession(Evaluation.InFlight);
            Direction? given = parsed.GetValue(direction) is { } word ? Directions.Parse(word) : null;
            var variants = pictures ? new PictureVariants(parsed.GetValue(equalise)) : null;
            string?[] degradations = parsed.GetValue(degrade) ? [null, .. PictureVariants.Degradations] : [null];
            Evaluation[] runs = [.. degradations.Select(d => new Evaluation(session, name, given, TimeProvider.System, variants, d))];
            var total = count * runs.Length;
            var rows = await EvalProgress.RunAsync(terminal, total, async judged =>
            {
                var scored = new List<ScoredRow>(total);
                foreach (var run in runs) scored.AddRange(await run.RunAsync(LabelledRows.Read(file, content), judged, cancellation));
                return scored;
            });
            var failures = runs.SelectMany(r => r.Errors).GroupBy(e => e.Key, e => e.Value).Select(g => (Reason: g.Key, Count: g.Sum())).ToArray();
            var errors = failures.Sum(f => f.Count);
            var report = EvalReport.Of(name, rows, errors, brands);
            terminal.Write(report, CliJson.Readable.EvalDocument, EvalTables.Write);
            if (errors == 0) return ExitCode.Done;
            var reasons = string.Join(", ", failures.OrderByDescending(f => f.Count).Select(f => $"{f.Reason} {f.Count}"));
            terminal.Note($"classifier: {errors} of {total} rows have no score: {reasons}");
            return ExitCode.Failed;
        });
        return verb;
    }
}
