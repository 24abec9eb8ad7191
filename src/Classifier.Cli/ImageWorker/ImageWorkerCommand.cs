using System.CommandLine;
using Classifier.Cli.Shell;
using Worker = Classifier.Imaging.Workers.ImageWorker;

namespace Classifier.Cli.ImageWorker;

/// <summary>The hidden verb behind which the server's image workers run. Only a parent process can call it with sense.</summary>
internal static class ImageWorkerCommand
{
    public static Command Create()
    {
        var arguments = new Argument<string[]>("settings") { Arity = ArgumentArity.ZeroOrMore, Description = "Written by the parent process." };
        var command = new Verb(Worker.Verb, "Decodes pictures for a parent process.") { Hidden = true };
        command.Add(arguments);
        command.SetAction(parsed => Worker.Run(parsed.GetValue(arguments) ?? []));
        return command;
    }
}
