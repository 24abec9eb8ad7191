using System.CommandLine;
using Classifier.Cli.Json;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Completion;

/// <summary><c>completion</c>: prints a shell's script that asks the program itself for words.</summary>
internal static class CompletionCommand
{
    public static Command Create(StandardStreams streams)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.Shells]);
        var verb = new Verb("completion", "Prints a completion script for a shell.")
        {
            Examples =
            [
                "completion bash > ~/.local/share/bash-completion/completions/classifier",
                "completion zsh > \"${fpath[1]}/_classifier\"",
                "completion fish > ~/.config/fish/completions/classifier.fish",
            ],
        };
        verb.Add(shell);
        verb.SetAction(parsed =>
        {
            var terminal = new Terminal(streams, parsed.GetValue(GlobalOptions.Json));
            var name = parsed.GetValue(shell)!;
            var script = CompletionScripts.For(name, parsed.RootCommandResult.Command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description!)));
            terminal.Write(new(name, script), CliJson.Readable.CompletionDocument, (d, _) => terminal.Out.Write(d.Script));
            return ExitCode.Done;
        });
        return verb;
    }
}
