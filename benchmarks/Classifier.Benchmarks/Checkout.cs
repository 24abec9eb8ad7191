using System.Text.Json;

namespace Classifier.Benchmarks;

/// <summary>Finds files of the checkout that the benchmark runs in.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();
    public static string Model => Path.Combine(Root, "models", "text", "1");
    public static string Tokenizer => Path.Combine(Model, "sentencepiece.model");
    public static string Cli => Path.Combine(Root, "src", "Classifier.Cli", "bin", "Release", "net10.0", "classifier.dll");

    /// <summary>About a thousand real texts of many lengths and languages: those that the tokeniser's tests use.</summary>
    public static IReadOnlyList<string> Texts()
    {
        var texts = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(Root, "tests", "data", "text", "golden-ids.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            if (row.RootElement.TryGetProperty("text", out var text) && !string.IsNullOrWhiteSpace(text.GetString())) texts.Add(text.GetString()!);
        }
        return texts;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Classifier.sln"))) return folder.FullName;
        throw new InvalidOperationException("Run the benchmarks from a checkout.");
    }
}
