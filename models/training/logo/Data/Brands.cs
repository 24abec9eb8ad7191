using System.Security.Cryptography;
using System.Text;

namespace Classifier.Training.Logo.Data;

/// <summary>
/// Groups the drawings of both sets into brands. Drawings are one brand where their titles agree in letters and digits; a colour
/// slug that is another one's with a word for a version behind it (<c>google-icon</c>, <c>medium-2020</c>) joins that brand.
/// </summary>
internal static class Brands
{
    public const string ColourSet = "logos", OneColourSet = "simple-icons";
    private static readonly string[] Versions = ["icon", "dark", "light", "alt", "mono", "vertical", "horizontal", "wordmark", "classic", "2", "2020", "old", "new", "legacy"];

    public static List<Brand> Read(string data)
    {
        var rows = File.ReadLines(Path.Combine(data, "logos", "brands.tsv")).Skip(1).Select(l => l.Split('\t')).ToList();
        var keys = rows.Where(r => r[2] == ColourSet && r[6].Length == 0).ToDictionary(r => r[0], r => Normal(r[1]), StringComparer.Ordinal);
        string Key(string[] row) => row[2] == ColourSet && Base(row[0], keys) is { } parent ? keys[parent] : Normal(row[1]);
        var names = rows.Where(r => r[6].Length > 0).ToLookup(r => (r[2], r[6]), r => r[0]);
        var brands = new List<Brand>();
        foreach (var group in rows.Where(r => r[6].Length == 0).GroupBy(Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var ordered = group.OrderBy(r => r[5] != "0").ThenBy(r => r[2] != ColourSet).ThenBy(r => r[0].Length).ThenBy(r => r[0], StringComparer.Ordinal).ToList();
            var aliases = ordered.SelectMany(r => names[(r[2], r[0])].Prepend(r[0])).Where(s => s != ordered[0][0]).Distinct(StringComparer.Ordinal).ToList();
            brands.Add(new(group.Key, ordered[0][0], ordered[0][1], [.. ordered.Select(r => new Art(r[2], r[0], r[3], r[5] != "0"))], aliases));
        }

        return brands;
    }

    /// <summary>Brands of both sets that training never sees: the first <paramref name="count"/> in the order of a hash.</summary>
    public static HashSet<string> Held(IEnumerable<Brand> brands, int count) =>
        brands.Where(b => b.Crosses).OrderBy(b => Hash(b.Key), StringComparer.Ordinal).Take(count).Select(b => b.Key).ToHashSet(StringComparer.Ordinal);

    public static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? Base(string slug, Dictionary<string, string> keys)
    {
        var cut = slug.LastIndexOf('-');
        return cut > 0 && Versions.Contains(slug[(cut + 1)..]) && keys.ContainsKey(slug[..cut]) ? Base(slug[..cut], keys) ?? slug[..cut] : null;
    }

    private static string Normal(string title) => string.Concat(title.ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(char.IsLetterOrDigit)) is { Length: > 0 } key ? key : title;
}
