using System.Text.Json;
using System.Text.RegularExpressions;
using Classifier.Core;
using Classifier.Inference.Internal;
using Classifier.Inference.Manifests;

namespace Classifier.Inference.Brands;

/// <summary>The bank that a logo model ships with, read strictly: what does not fit is one line with the file's name.</summary>
/// <param name="Brands">In the file's order; names are unique and rows are nobody's twice.</param>
/// <param name="Embeddings">Rows of <see cref="LogoManifest.Dimensions"/> numbers, each row of unit length.</param>
public sealed partial record PublicBrands(IReadOnlyList<PublicBrand> Brands, float[] Embeddings)
{
    private const int RowBytes = LogoManifest.Dimensions * 2;
    private const int MostBrands = 1 << 16;
    private const int MostAliases = 32;
    private const int MostCharacters = 128;
    private const long MostBytes = 1L << 28;

    // Half precision loses this much of a unit vector's length.
    private const double LengthTolerance = 0.01;

    /// <exception cref="ClassifierException"><see cref="ErrorKind.Configuration"/>: a file is missing, unreadable or says what cannot be.</exception>
    public static PublicBrands Read(ModelManifest manifest)
    {
        var embeddingsPath = ModelFiles.Locate(manifest.Directory, manifest.Files[LogoManifest.EmbeddingsFile].Path);
        var embeddings = Rows(Bytes(embeddingsPath), embeddingsPath);
        var brandsPath = ModelFiles.Locate(manifest.Directory, manifest.Files[LogoManifest.BrandsFile].Path);
        return new(Parse(Bytes(brandsPath), brandsPath, embeddings.Length / LogoManifest.Dimensions), embeddings);
    }

    /// <summary>Whether a text can be a brand's name.</summary>
    public static bool IsName(string name) => NamePattern().IsMatch(name);

    private static byte[] Bytes(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw Failure(path, "is larger than 256 MiB");
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, "cannot be read: " + OneLine.Of(e.Message));
        }
    }

    private static float[] Rows(byte[] bytes, string path)
    {
        if (bytes.Length % RowBytes != 0) throw Failure(path, $"is no whole number of rows of {LogoManifest.Dimensions} half-precision numbers");
        var values = new float[bytes.Length / 2];
        for (var i = 0; i < values.Length; i++) values[i] = (float)BitConverter.ToHalf(bytes, 2 * i);
        for (var row = 0; row < values.Length / LogoManifest.Dimensions; row++) Normalise(values.AsSpan(row * LogoManifest.Dimensions, LogoManifest.Dimensions), row, path);
        return values;
    }

    private static void Normalise(Span<float> row, int index, string path)
    {
        var sum = 0.0;
        foreach (var value in row) sum += (double)value * value;
        var length = Math.Sqrt(sum);
        if (!(Math.Abs(length - 1) <= LengthTolerance)) throw Failure(path, $"row {index} is not of unit length");
        foreach (ref var value in row) value = (float)(value / length);
    }

    private static List<PublicBrand> Parse(byte[] json, string path, int rows)
    {
        var brands = new List<PublicBrand>();
        try
        {
            using var document = JsonDocument.Parse(json);
            var (names, taken) = (new HashSet<string>(StringComparer.Ordinal), new bool[rows]);
            foreach (var element in document.RootElement.EnumerateArray())
            {
                if (brands.Count == MostBrands) throw Failure(path, $"holds more than {MostBrands} brands");
                brands.Add(Brand(element, path, brands.Count, taken));
                if (!names.Add(brands[^1].Name)) throw Failure(path, $"brand {brands.Count - 1}: its name is used twice");
            }
            if (Array.IndexOf(taken, false) is var free and >= 0) throw Failure(path, $"row {free} is no brand's");
            return brands;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Failure(path, $"brand {brands.Count}: must be an object with brand, title, aliases and rows");
        }
    }

    private static PublicBrand Brand(JsonElement element, string path, int index, bool[] taken)
    {
        var name = element.GetProperty("brand").GetString() ?? "";
        if (!IsName(name)) throw Failure(path, $"brand {index}: its name must match {NamePattern()}");
        var title = Word(element.GetProperty("title"), path, index);
        string[] aliases = [.. element.GetProperty("aliases").EnumerateArray().Select(a => Word(a, path, index))];
        if (aliases.Length > MostAliases) throw Failure(path, $"brand {index}: has more than {MostAliases} aliases");
        var range = element.GetProperty("rows");
        if (range.GetArrayLength() != 2) throw Failure(path, $"brand {index}: rows must be a first row and a count");
        var (first, count) = (range[0].GetInt32(), range[1].GetInt32());
        if (first < 0 || count < 1 || (long)first + count > taken.Length) throw Failure(path, $"brand {index}: names rows that are not there");
        for (var row = first; row < first + count; row++)
        {
            if (taken[row]) throw Failure(path, $"brand {index}: row {row} is another brand's too");
            taken[row] = true;
        }
        return new(name, title, aliases, first, count);
    }

    private static string Word(JsonElement element, string path, int index)
    {
        var word = element.GetString() ?? "";
        return word.Length is > 0 and <= MostCharacters && !word.Any(char.IsControl)
            ? word
            : throw Failure(path, $"brand {index}: a title or alias must have 1 to {MostCharacters} printable characters");
    }

    private static ClassifierException Failure(string path, string message) => new(ErrorKind.Configuration, $"{OneLine.Of(path)}: {message}");

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._+-]{0,63}\z")]
    private static partial Regex NamePattern();
}
