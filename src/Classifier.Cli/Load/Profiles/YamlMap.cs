using System.Globalization;
using System.Text.RegularExpressions;
using Classifier.Cli.Shell;
using YamlDotNet.RepresentationModel;

namespace Classifier.Cli.Load.Profiles;

/// <summary>A mapping of a profile, read strictly: a key that nobody knows is an error, and every error names its place.</summary>
internal sealed partial class YamlMap
{
    private readonly string _file;
    private readonly string _path;
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);

    /// <exception cref="CliException">Not a mapping, or with a key outside <paramref name="known"/> (2).</exception>
    public YamlMap(string file, string path, YamlNode node, params ReadOnlySpan<string> known)
    {
        (_file, _path) = (file, path);
        if (node is not YamlMappingNode map) throw Wrong("", "must be a mapping");
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!known.Contains(name)) throw Wrong("", $"has no key of the name '{OneWord(name)}'; it knows {string.Join(", ", known.ToArray())}");
            _values[name] = value;
        }
    }

    public bool Has(string key) => _values.ContainsKey(key);

    public string? Text(string key)
    {
        if (!_values.TryGetValue(key, out var node)) return null;
        return node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Wrong(key, "must be a word");
    }

    public string RequiredText(string key) => Text(key) ?? throw Wrong(key, "is missing");

    public double? Number(string key, double least, double most)
    {
        if (Text(key) is not { } text) return null;
        return TryNumber(text, out var value) && value >= least && value <= most ? value : throw Wrong(key, $"must be a number from {Say(least)} to {Say(most)}");
    }

    public int? Whole(string key, int least, int most) =>
        Number(key, least, most) is not { } value ? null : value == Math.Floor(value) ? (int)value : throw Wrong(key, "must be a whole number");

    /// <summary><c>250ms</c>, <c>20s</c>, <c>5m</c> or <c>1h</c>; above zero, at most a day.</summary>
    public TimeSpan? Duration(string key)
    {
        if (Text(key) is not { } text) return null;
        var match = DurationPattern().Match(text);
        if (!match.Success || !TryNumber(match.Groups[1].Value, out var value)) throw Wrong(key, "must be a duration such as 500ms, 20s or 5m");
        var seconds = value * match.Groups[2].Value switch { "ms" => 0.001, "s" => 1, "m" => 60, _ => 3600 };
        return seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : throw Wrong(key, "must be above zero and at most a day");
    }

    /// <summary><c>1.5x</c> or <c>1.5</c>.</summary>
    public double? Multiple(string key)
    {
        if (Text(key) is not { } text) return null;
        return TryNumber(text.EndsWith('x') ? text[..^1] : text, out var value) && value is >= 0 and <= 1000 ? value : throw Wrong(key, "must be a multiple such as 1.5x, at most 1000x");
    }

    public T Word<T>(string key, T otherwise) where T : struct, Enum
    {
        if (Text(key) is not { } text) return otherwise;
        var names = Enum.GetNames<T>().Select(n => n.ToLowerInvariant()).ToArray();
        var at = Array.IndexOf(names, text);
        return at >= 0 ? Enum.GetValues<T>()[at] : throw Wrong(key, $"must be one of {string.Join(", ", names)}");
    }

    public IReadOnlyList<(string Path, YamlNode Node)> List(string key)
    {
        if (!_values.TryGetValue(key, out var node)) return [];
        if (node is not YamlSequenceNode list) throw Wrong(key, "must be a list");
        return [.. list.Children.Select((n, i) => (Place($"{key}[{i}]"), n))];
    }

    public IReadOnlyList<string> Words(string key) =>
        [.. List(key).Select(e => e.Node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Wrong(key, "must be a list of words"))];

    /// <summary>A mapping from names to numbers.</summary>
    public IReadOnlyDictionary<string, double> Numbers(string key, IReadOnlyCollection<string> names)
    {
        if (!_values.TryGetValue(key, out var node)) return new Dictionary<string, double>();
        var map = new YamlMap(_file, Place(key), node, [.. names]);
        return map._values.Keys.ToDictionary(n => n, n => map.Number(n, 0, 1e6)!.Value, StringComparer.Ordinal);
    }

    public YamlNode? Node(string key) => _values.GetValueOrDefault(key);

    public CliException Wrong(string key, string complaint)
    {
        var place = key.Length == 0 ? _path : Place(key);
        return CliException.Usage($"{_file}: {(place.Length == 0 ? "the profile" : place)} {complaint}.");
    }

    private string Place(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

    private static string Say(double value) => value.ToString("G7", CultureInfo.InvariantCulture);
    private static string OneWord(string name) => name.Length > 40 ? name[..40] : name.ReplaceLineEndings(" ");

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)(ms|s|m|h)$")]
    private static partial Regex DurationPattern();
}
