using System.CommandLine;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Models;

/// <summary><c>model</c>: looks at models and makes graphs.</summary>
internal static class ModelCommand
{
    public static Command Create(StandardStreams streams) => new Verb("model", "Lists models and builds their graphs.")
    {
        ModelListCommand.Create(streams),
        ModelBuildCommand.Create(streams),
    };
}
