using System.CommandLine;

namespace Classifier.Cli.Shell;

/// <summary>A command with examples for its help page.</summary>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>What follows <c>classifier</c> on the command line, one line each.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
