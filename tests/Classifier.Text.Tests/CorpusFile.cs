using System.IO.Compression;
using System.Text.Json;

namespace Classifier.Text.Tests;

/// <summary>Reads the corpus's gzip'd JSON Lines.</summary>
internal static class CorpusFile
{
    public static IEnumerable<string> Texts(string path) => Rows(path).Select(r => r.Text);

    public static IEnumerable<(string Text, string Lang, string Kind, int Label)> Rows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            var root = row.RootElement;
            yield return (root.GetProperty("text").GetString()!,
                root.TryGetProperty("lang", out var lang) ? lang.GetString() ?? "" : "",
                root.TryGetProperty("kind", out var kind) ? kind.GetString() ?? "" : "",
                root.TryGetProperty("label", out var label) ? label.GetInt32() : -1);
        }
    }
}
