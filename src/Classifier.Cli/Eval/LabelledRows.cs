using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Eval;

/// <summary>Reads JSON Lines of labelled texts, plain or compressed by gzip.</summary>
internal static class LabelledRows
{
    private const string ManifestName = "manifest.jsonl";
    private const string Unsaid = "none";

    /// <summary>The file behind <c>--data</c>: itself, or a folder's manifest.</summary>
    public static string FileOf(string data) => Directory.Exists(data) ? Path.Combine(data, ManifestName) : data;

    /// <summary>All rows, read as they are taken.</summary>
    /// <exception cref="CliException">Unreadable, not UTF-8, or a row without text and label (3); the line is named, its content never.</exception>
    public static IEnumerable<LabelledRow> Read(string path)
    {
        using var reader = Open(path);
        foreach (var row in Read(reader, path)) yield return row;
    }

    /// <summary>All rows of an open text.</summary>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="CliException">As the other.</exception>
    public static IEnumerable<LabelledRow> Read(TextReader reader, string name)
    {
        for (var number = 1; Line(reader, name) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return Row(line, name, number);
    }

    private static LabelledRow Row(string line, string path, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            if (row.ValueKind != JsonValueKind.Object) throw Wrong(path, number, "is not a JSON object");
            if (!row.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String) throw Wrong(path, number, "has no string \"text\"");
            return new(number, text.GetString()!, Label(row, path, number), Word(row, "source"), Word(row, "lang"), Word(row, "kind"));
        }
        catch (JsonException e)
        {
            throw Wrong(path, number, "is not JSON", e);
        }
        catch (InvalidOperationException e)
        {
            // An escaped lone surrogate: JSON allows it, UTF-8 does not.
            throw Wrong(path, number, "holds a lone surrogate", e);
        }
    }

    private static bool Label(JsonElement row, string path, int number)
    {
        if (row.TryGetProperty("label", out var label))
        {
            if (label.ValueKind is JsonValueKind.True or JsonValueKind.False) return label.GetBoolean();
            if (label.ValueKind == JsonValueKind.Number && label.TryGetInt32(out var value) && value is 0 or 1) return value == 1;
        }
        throw Wrong(path, number, "has no \"label\" of 0 or 1");
    }

    private static string Word(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } word
            ? string.Intern(word)
            : Unsaid;

    private static StreamReader Open(string path)
    {
        try
        {
            Stream file = File.OpenRead(path);
            // RFC 1952: the name may say otherwise.
            var compressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            return new(compressed ? new GZipStream(file, CompressionMode.Decompress) : file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, e);
        }
    }

    private static string? Line(TextReader reader, string path)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Unreadable(path, e);
        }
        catch (DecoderFallbackException e)
        {
            throw CliException.InputRefused($"{path} is not UTF-8.", e);
        }
    }

    private static CliException Unreadable(string path, Exception e) => CliException.InputRefused($"{path} cannot be read: {e.Message}", e);

    private static CliException Wrong(string path, int number, string what, Exception? e = null) =>
        CliException.InputRefused($"{path}: line {number} {what}.", e);
}
