using System.Text.Json;

namespace Classifier.Benchmarks.Scan;

/// <summary>The real photographs of the data folder, one of each group of look-alikes.</summary>
internal static class SourcePhotos
{
    private const string Variable = "CLASSIFIER_DATA";

    /// <summary>Where the data lies; null where nobody says.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? Path.Combine(folder, "image", "deepfake") : null;

    public static string Missing => $"Set {Variable} to the data folder.";

    /// <summary>Full paths, in the manifest's order.</summary>
    /// <param name="set">A folder below <see cref="Folder"/>.</param>
    public static IReadOnlyList<string> Of(string set)
    {
        var folder = Path.Combine(Folder!, set);
        var groups = new HashSet<string>();
        var files = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "manifest.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var real = row.RootElement.GetProperty("label").GetString() == "real";
            if (real && groups.Add(row.RootElement.GetProperty("group").ToString())) files.Add(Path.Combine(folder, row.RootElement.GetProperty("file").GetString()!));
        }

        return files;
    }
}
