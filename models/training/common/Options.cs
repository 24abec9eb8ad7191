using System.Globalization;

namespace Classifier.Training.Common;

/// <summary>The command line: a verb and --name value pairs.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = [];
    private readonly string _data;
    private readonly string _weights;

    /// <param name="data">Where the data is taken from without <c>--data</c>.</param>
    /// <param name="weights">Where the starting weights are taken from without <c>--weights</c>.</param>
    public Options(string[] arguments, string data, string weights = "../shared/weights")
    {
        (_data, _weights) = (data, weights);
        Verb = arguments.Length > 0 ? arguments[0] : "help";
        for (var i = 1; i < arguments.Length; i++)
        {
            var name = arguments[i];
            if (!name.StartsWith("--", StringComparison.Ordinal))
            {
                throw new ArgumentException($"unexpected argument: {name}");
            }

            var hasValue = i + 1 < arguments.Length && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal);
            _values[name[2..]] = hasValue ? arguments[++i] : "true";
        }
    }

    public string Verb { get; }

    public string Data => Path.GetFullPath(Text("data", _data));

    public string Weights => Path.GetFullPath(Text("weights", _weights));

    public string Out => Path.GetFullPath(Text("out", "out"));

    public bool Permissive => Text("licence", "permissive") switch
    {
        "permissive" => true,
        "all" => false,
        var other => throw new ArgumentException($"--licence is permissive or all, not {other}"),
    };

    public string Device => Text("device", "cpu");

    public int Threads => Number("threads", 2);

    public int Seed => Number("seed", 17);

    public bool Has(string name) => _values.ContainsKey(name);

    public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    public int Number(string name, int otherwise) => (int)Real(name, otherwise);

    public double Real(string name, double otherwise) =>
        _values.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
