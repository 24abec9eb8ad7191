using System.Text.Json;
using Classifier.Core;

namespace Classifier.ModelBuilder.Reference;

/// <summary>JSON Lines with an array <c>ids</c> each.</summary>
internal static class TokenLines
{
    private const int MaxIds = 65_536;

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: the file is missing or a line is not valid.</exception>
    public static IReadOnlyList<int[]> Read(string path)
    {
        var texts = new List<int[]>();
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                using var json = JsonDocument.Parse(line);
                var ids = json.RootElement.GetProperty("ids");
                if (ids.GetArrayLength() is 0 or > MaxIds) throw Bad(path, texts.Count, null);
                texts.Add([.. ids.EnumerateArray().Select(id => id.GetInt32())]);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Bad(path, texts.Count, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClassifierException(ErrorKind.Configuration, $"{Path.GetFileName(path)} cannot be read.", "weights", inner: e);
        }
        return texts.Count > 0 ? texts : throw new ClassifierException(ErrorKind.Configuration, $"{Path.GetFileName(path)} is empty.", "weights");
    }

    private static ClassifierException Bad(string path, int line, Exception? inner) =>
        new(ErrorKind.Configuration, $"{Path.GetFileName(path)}, line {line + 1}: not an object with an array of ids.", "weights", inner: inner);
}
