using Classifier.Cli.Shell;

namespace Classifier.Cli.Json;

/// <summary>What <c>--json</c> prints when a verb fails before it has a document of its own.</summary>
internal sealed record ErrorDocument(ErrorRecord Error)
{
    public static ErrorDocument Of(int exitCode, string message) => new(new ErrorRecord(ExitCode.Name(exitCode), message));
}

/// <param name="Code"><c>usage</c>, <c>input_refused</c>, <c>unreachable</c> or <c>failed</c>.</param>
internal sealed record ErrorRecord(string Code, string Message);
