using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Classifier.Cli.Shell;

/// <summary>Adds examples and exit codes to the help pages.</summary>
internal sealed class HelpPages(SynchronousCommandLineAction page) : SynchronousCommandLineAction
{
    public static void Extend(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpPages((SynchronousCommandLineAction)help.Action!);
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = page.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples) output.WriteLine($"  classifier {example}");
            output.WriteLine();
        }
        output.WriteLine("Exit codes: 0 done, 2 usage, 3 input refused, 4 server unreachable, 5 failed.");
        return code;
    }
}
