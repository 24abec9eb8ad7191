using Classifier.V1;

namespace Classifier.Cli.Eval;

/// <summary>In which direction a row is judged when nobody said.</summary>
internal static class RowDirection
{
    // Kinds of the injection sets whose text stands in a document or a tool's answer.
    private static readonly string[] ToolInput = ["indirect", "benign-context", "benign-tool"];

    public static Direction Of(string task, string kind) =>
        task == "injection" && Array.Exists(ToolInput, p => kind.StartsWith(p, StringComparison.Ordinal)) ? Direction.ToolInput : Direction.Prompt;
}
