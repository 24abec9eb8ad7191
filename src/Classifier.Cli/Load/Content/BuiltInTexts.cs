using System.Reflection;
using Classifier.Cli.Eval;

namespace Classifier.Cli.Load.Content;

/// <summary>The labelled messages that the program carries (benchmarks/content/messages.jsonl).</summary>
internal static class BuiltInTexts
{
    public const string Name = "content/messages.jsonl";

    public static IReadOnlyList<LabelledRow> Read()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Name)!);
        return [.. LabelledRows.Read(reader, Name)];
    }
}
