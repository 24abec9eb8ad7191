using Classifier.Client;
using Classifier.Core;

namespace Classifier.Cli.Shell;

/// <summary>Turns an exception into an exit code and one line.</summary>
internal static class Failures
{
    public static (int ExitCode, string Line) Explain(Exception e, bool stopped)
    {
        var (code, line) = e switch
        {
            CliException known => (known.ExitCode, known.Message),
            ClassifierClientException { IsUnreachable: true } => (ExitCode.Unreachable, "the server cannot be reached: " + e.Message),
            ClassifierClientException { IsRequestAtFault: true } refused => (ExitCode.InputRefused, Refused(refused)),
            ClassifierClientException { IsTransient: true } busy => (ExitCode.Unreachable, $"the server is too busy: {busy.Message}"),
            ClassifierClientException other => (ExitCode.Failed, $"the server answered {other.CodeName}: {other.Message}"),
            ClassifierException { Kind: ErrorKind.InvalidArgument or ErrorKind.TooLarge or ErrorKind.UnsupportedFormat } => (ExitCode.InputRefused, e.Message),
            OperationCanceledException when stopped => (ExitCode.Failed, "interrupted"),
            // Whatever else happens is a fault of ours or of the machine; its type helps who reports it.
            ClassifierException or IOException or UnauthorizedAccessException => (ExitCode.Failed, e.Message),
            _ => (ExitCode.Failed, $"{e.GetType().Name}: {e.Message}"),
        };
        return (code, OneLine(line));
    }

    private static string Refused(ClassifierClientException e) => e.FieldViolations.Count == 0
        ? e.Message
        : string.Join("; ", e.FieldViolations.Select(v => $"{v.Field}: {v.Description}"));

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
