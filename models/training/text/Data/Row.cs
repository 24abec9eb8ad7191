using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Classifier.Training.Text.Data;

/// <summary>One line of the data folder.</summary>
internal sealed record Row(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("label")] int Label,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("group")] string Group,
    [property: JsonPropertyName("lang")] string Lang,
    [property: JsonPropertyName("kind")] string Kind)
{
    public static IEnumerable<Row> Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return JsonSerializer.Deserialize<Row>(line)!;
        }
    }
}
