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
        task.CompletionSources.Add("injection", "toxicity", "hate");
        var data = new Option<string>("--data")
        {
            HelpName = "F.jsonl[.gz]|DIR",
            Description = "Labelled rows, one JSON object a line: {\"text\",\"label\",\"source\",\"lang\",\"kind\"}; or a folder with manifest.jsonl.",
            Required = true,
        };
        var direction = Directions.Option("Judge every row in this direction. Default: injection by the row's kind, otherwise prompt.");
        var equalise = new Option<int?>("--equalise") { HelpName = "SEED", Description = "Give pictures of both classes the same size, crop and compression first (picture tasks)." };
        var server = new ServerChoice();
        var verb = new Verb("eval", "Measures a task on labelled data, through the same pipeline that serves requests.")
        {
            Examples =
            [
                "eval --task injection --data bipia_test.jsonl.gz --json",
                "eval --task hate --data hatecheck.jsonl.gz --address http://127.0.0.1:5080",
            ],
        };
        foreach (var option in new Option[] { task, data, direction, equalise }) verb.Add(option);
        server.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            var file = LabelledRows.FileOf(parsed.GetValue(data)!);
            // Reading it once beforehand finds a bad row in seconds and not after an hour, and gives the progress bar its length.
            var total = File.Exists(file) ? LabelledRows.Read(file).Count() : throw CliException.InputRefused($"{file} does not exist.");
            if (parsed.GetValue(equalise) is not null) throw CliException.Usage("--equalise is for picture tasks; rows of text are judged as they are.");
            await using var connection = await Connection.OpenAsync(server, parsed, cancellation, Persistent, Evaluation.RowTimeout);
            var name = parsed.GetValue(task)!;
            await OfferedTasks.RequireAsync(connection.Client, name, cancellation);
            await using var session = connection.Client.OpenSession(Evaluation.InFlight);
            Direction? given = parsed.GetValue(direction) is { } word ? Directions.Parse(word) : null;
            var evaluation = new Evaluation(session, name, given, TimeProvider.System);
            var rows = await EvalProgress.RunAsync(
                terminal, total, judged => evaluation.RunAsync(LabelledRows.Read(file), judged, cancellation));
            var errors = evaluation.Errors.Values.Sum();
            var report = EvalReport.Of(name, rows, errors);
            terminal.Write(report, CliJson.Readable.EvalDocument, EvalTables.Write);
            if (errors == 0) return ExitCode.Done;
            var reasons = string.Join(", ", evaluation.Errors.OrderByDescending(e => e.Value).Select(e => $"{e.Key} {e.Value}"));
            terminal.Note($"classifier: {errors} of {total} rows have no score: {reasons}");
            return ExitCode.Failed;
        });
        return verb;
    }
}
