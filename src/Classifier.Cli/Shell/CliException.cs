namespace Classifier.Cli.Shell;

/// <summary>Ends the program with a code and one line.</summary>
internal sealed class CliException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;

    public static CliException Usage(string message) => new(Shell.ExitCode.Usage, message);
    public static CliException InputRefused(string message, Exception? inner = null) => new(Shell.ExitCode.InputRefused, message, inner);
    public static CliException Failed(string message, Exception? inner = null) => new(Shell.ExitCode.Failed, message, inner);
}
