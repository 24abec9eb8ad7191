using System.Text.Json;

namespace Classifier.Text.Tests;

/// <summary>Finds the repository's own files from wherever the tests run.</summary>
internal static class TestFiles
{
    private static readonly string Root = FindRoot();

    public static string Model => Path.Combine(Root, "models", "text", "1", "sentencepiece.model");

    public static string Data(string name) => Path.Combine(Root, "tests", "data", "text", name);

    /// <summary>The folder with the whole corpus; skips the test where none is named.</summary>
    public static string Corpus()
    {
        var folder = Environment.GetEnvironmentVariable("CLASSIFIER_DATA");
        if (string.IsNullOrEmpty(folder)) Assert.Skip("CLASSIFIER_DATA names no data folder.");
        // Relative to the repository's root, where tests are started, not to bin/.
        return Path.GetFullPath(folder, Root);
    }

    public static IEnumerable<(string Text, int[] Ids)> GoldenIds(string path) =>
        File.ReadLines(path).Select(line =>
        {
            using var row = JsonDocument.Parse(line);
            return (row.RootElement.GetProperty("text").GetString()!,
                row.RootElement.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32()).ToArray());
        });

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Classifier.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
