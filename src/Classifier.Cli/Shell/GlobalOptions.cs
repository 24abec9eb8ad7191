using System.CommandLine;

namespace Classifier.Cli.Shell;

/// <summary>Options that every verb understands.</summary>
internal static class GlobalOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print exactly one JSON document on standard output.",
        Recursive = true,
    };
}
