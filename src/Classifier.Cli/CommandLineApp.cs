using System.CommandLine;
using System.Text.Json;
using Classifier.Cli.Bank;
using Classifier.Cli.Classify;
using Classifier.Cli.Completion;
using Classifier.Cli.Doctor;
using Classifier.Cli.Eval;
using Classifier.Cli.Hash;
using Classifier.Cli.ImageWorker;
using Classifier.Cli.Json;
using Classifier.Cli.Load;
using Classifier.Cli.Models;
using Classifier.Cli.Scan;
using Classifier.Cli.Serve;
using Classifier.Cli.Shell;

namespace Classifier.Cli;

/// <summary>Reads a command line, runs the verb and turns what went wrong into one line and an exit code.</summary>
internal sealed class CommandLineApp(StandardStreams streams)
{
    // "@name" is text to judge, not the name of a file with more arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public static RootCommand Root(StandardStreams streams)
    {
        var root = new RootCommand("Judges text and pictures: a GPU-accelerated content classifier.")
        {
            GlobalOptions.Json,
            ServeCommand.Create(streams),
            ClassifyCommand.Create(streams),
            EvalCommand.Create(streams),
            ScanCommand.Create(streams),
            LoadCommand.Create(streams),
            HashCommand.Create(streams),
            BankCommand.Create(streams),
            DoctorCommand.Create(streams),
            ModelCommand.Create(streams),
            CompletionCommand.Create(streams),
            ImageWorkerCommand.Create(),
        };
        HelpPages.Extend(root);
        return root;
    }

    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken stop)
    {
        var parsed = Root(streams).Parse(args, Parsing);
        var json = parsed.GetValue(GlobalOptions.Json);
        try
        {
            // Help, version and completion answer whatever else stands on the line.
            if (parsed.Errors.Count > 0 && parsed.Action is null or System.CommandLine.Invocation.ParseErrorAction)
                throw CliException.Usage($"{Complaint(parsed)} Try 'classifier {Path(parsed)}--help'.");
            return await parsed.InvokeAsync(
                new() { Output = streams.Out, Error = streams.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop);
        }
        catch (Exception e)
        {
            var (code, line) = Failures.Explain(e, stop.IsCancellationRequested);
            await streams.Error.WriteLineAsync("classifier: " + line);
            if (json) await streams.Out.WriteLineAsync(JsonSerializer.Serialize(ErrorDocument.Of(code, line), CliJson.Readable.ErrorDocument));
            return code;
        }
    }

    // A word that nobody knows explains more than the verb that is therefore missing.
    private static string Complaint(ParseResult parsed) => parsed.UnmatchedTokens.Count > 0
        ? $"'{parsed.UnmatchedTokens[0]}' is neither a verb nor an option here."
        : parsed.Errors[0].Message;

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (var c = parsed.CommandResult; c?.Command is not (null or RootCommand); c = c.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, c.Command.Name);
        return string.Concat(names.Select(n => n + " "));
    }
}
