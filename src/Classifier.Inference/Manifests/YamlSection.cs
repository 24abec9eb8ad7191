using System.Globalization;
using System.Numerics;
using Classifier.Core;
using Classifier.Inference.Internal;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Classifier.Inference.Manifests;

/// <summary>One mapping of a YAML file, read strictly: every error names the file and the key.</summary>
internal sealed class YamlSection
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly string _file;
    private readonly string _path;

    private YamlSection(string file, string path) => (_file, _path) = (file, path);

    /// <summary>The keys, in the file's order.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <param name="keys">The keys that may stand here; empty for any.</param>
    public static YamlSection Of(YamlNode node, string file, string path, ReadOnlySpan<string> keys)
    {
        if (node is not YamlMappingNode mapping) throw Failure(file, path, "must be a mapping");
        var section = new YamlSection(file, path);
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { Length: > 0 } name }) throw Failure(file, path, "has a key that is not text");
            if (!keys.IsEmpty && !keys.Contains(name)) throw Failure(file, section.At(name), "unknown key");
            section._values.Add(name, value);
        }
        return section;
    }

    public static ClassifierException Failure(string file, string key, string message)
    {
        var field = OneLine.Of(key);
        return new(ErrorKind.Configuration, OneLine.Of(file) + ": " + (field.Length == 0 ? "" : field + ": ") + message, field.Length == 0 ? null : field);
    }

    public ClassifierException Failure(string key, string message) => Failure(_file, At(key), message);

    public bool Has(string key) => _values.ContainsKey(key);

    public YamlSection Section(string key, params ReadOnlySpan<string> keys) => Of(Required(key), _file, At(key), keys);

    public IReadOnlyList<YamlSection> Sections(string key, params ReadOnlySpan<string> keys)
    {
        var nodes = Sequence(key);
        var sections = new YamlSection[nodes.Count];
        for (var i = 0; i < sections.Length; i++) sections[i] = Of(nodes[i], _file, At($"{key}[{i}]"), keys);
        return sections;
    }

    public string Text(string key) => Scalar(Required(key), key);

    public IReadOnlyList<string> Texts(string key)
    {
        var nodes = Sequence(key);
        var texts = new string[nodes.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = Scalar(nodes[i], $"{key}[{i}]");
        return texts;
    }

    public IReadOnlyList<int> Integers(string key, int min, int max)
    {
        var texts = Texts(key);
        var values = new int[texts.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Parse(texts[i], $"{key}[{i}]", NumberStyles.AllowLeadingSign, min, max, "a whole number");
        return values;
    }

    public int Integer(string key, int min, int max) => Parse(Text(key), key, NumberStyles.AllowLeadingSign, min, max, "a whole number");

    /// <summary>A finite number; both bounds belong to the range.</summary>
    public double Number(string key, double min, double max) => Parse(Text(key), key, NumberStyles.Float, min, max, "a number");

    /// <summary>So many finite numbers.</summary>
    public IReadOnlyList<float> Numbers(string key, int count, double min, double max)
    {
        var texts = Texts(key);
        if (texts.Count != count) throw Failure(key, string.Create(CultureInfo.InvariantCulture, $"must have {count} numbers"));
        return [.. texts.Select((text, i) => (float)Parse(text, $"{key}[{i}]", NumberStyles.Float, min, max, "a number"))];
    }

    public bool Flag(string key) => Text(key) switch
    {
        "true" => true,
        "false" => false,
        _ => throw Failure(key, "must be true or false"),
    };

    /// <summary>One of the names given, mapped to its value.</summary>
    public T Choice<T>(string key, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        var text = Text(key);
        var names = new List<string>();
        foreach (var (name, value) in choices)
        {
            if (name == text) return value;
            names.Add(name);
        }
        throw Failure(key, "must be " + string.Join(" or ", names));
    }

    private string At(string key) => _path.Length == 0 ? key : _path + "." + key;

    private YamlNode Required(string key) => _values.TryGetValue(key, out var node) ? node : throw Failure(key, "is missing");

    private IList<YamlNode> Sequence(string key) =>
        Required(key) is YamlSequenceNode sequence ? sequence.Children : throw Failure(key, "must be a list");

    private string Scalar(YamlNode node, string key)
    {
        if (node is not YamlScalarNode { Value: { } value } scalar) throw Failure(key, "must be a plain value");
        if (value.Length == 0 || (scalar.Style == ScalarStyle.Plain && value is "null" or "~")) throw Failure(key, "has no value");
        return value;
    }

    private T Parse<T>(string text, string key, NumberStyles style, T min, T max, string what)
        where T : struct, INumber<T>
    {
        if (T.TryParse(text, style, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        throw Failure(key, string.Create(CultureInfo.InvariantCulture, $"must be {what} from {min} to {max}"));
    }
}
