using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Eval;

/// <summary>Reads JSON Lines of labelled texts or pictures, plain or compressed by gzip.</summary>
internal static class LabelledRows
{
    private const string ManifestName = "manifest.jsonl";
    private const string Unsaid = "none";

    /// <summary>The file behind <c>--data</c>: itself, or a folder's manifest.</summary>
    public static string FileOf(string data) => Directory.Exists(data) ? Path.Combine(data, ManifestName) : data;

    /// <summary>All rows, read as they are taken.</summary>
    /// <param name="content">What rows hold; pictures are named by their files.</param>
    /// <exception cref="CliException">
    /// Unreadable, not UTF-8, or a row without text and label, or whose picture is not there (3); the line is named, its content never.
    /// </exception>
    public static IEnumerable<LabelledRow> Read(string path, RowContent content = RowContent.Text)
    {
        using var reader = Open(path);
        var folder = content != RowContent.Text ? Path.GetDirectoryName(Path.GetFullPath(path)) : null;
        foreach (var row in Read(reader, path, folder, content)) yield return row;
    }

    /// <summary>All rows of an open text.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="folder">Where rows' pictures lie; null for rows of text.</param>
    /// <param name="content">What rows of pictures hold.</param>
    /// <exception cref="CliException">As the other.</exception>
    public static IEnumerable<LabelledRow> Read(TextReader reader, string name, string? folder = null, RowContent content = RowContent.Picture)
    {
        for (var number = 1; Line(reader, name) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return Row(line, name, number, folder, content);
    }

    private static LabelledRow Row(string line, string path, int number, string? folder, RowContent content)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            if (row.ValueKind != JsonValueKind.Object) throw Wrong(path, number, "is not a JSON object");
            if (folder is not null) return content == RowContent.Logo ? Logo(row, path, number, folder) : Picture(row, path, number, folder);
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

    private static LabelledRow Logo(JsonElement row, string path, int number, string folder)
    {
        var full = FileIn(row, path, number, folder);
        var brand = Word(row, "brand");
        // A row that says nothing is a mistake; one without a logo says null.
        if (brand == Unsaid && !(row.TryGetProperty("brand", out var said) && said.ValueKind == JsonValueKind.Null))
            throw Wrong(path, number, "has no \"brand\" of a name or null");
        var picture = new LabelledPicture(full, Unsaid, IsGrid: false, brand == Unsaid ? null : brand);
        return new(number, "", picture.Brand is not null, Word(row, "source"), Word(row, "lang"), Word(row, "kind"), picture);
    }

    private static string FileIn(JsonElement row, string path, int number, string folder)
    {
        var file = Word(row, "file");
        if (file == Unsaid) throw Wrong(path, number, "has no string \"file\"");
        var full = Path.Combine(folder, file);
        return File.Exists(full) ? full : throw Wrong(path, number, "names a file that is not there");
    }

    private static LabelledRow Picture(JsonElement row, string path, int number, string folder)
    {
        var full = FileIn(row, path, number, folder);
        var fake = Word(row, "label") switch
        {
            "fake" => true,
            "real" => false,
            _ => throw Wrong(path, number, "has no \"label\" of real or fake"),
        };
        var picture = new LabelledPicture(full, Word(row, "generator"), Word(row, "grid") == "2x2");
        return new(number, "", fake, Word(row, "source"), Word(row, "lang"), Word(row, "kind"), picture);
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
