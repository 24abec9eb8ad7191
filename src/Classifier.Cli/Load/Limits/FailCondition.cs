using System.Globalization;
using System.Text.RegularExpressions;
using Classifier.Cli.Json;
using Classifier.Cli.Load.Profiles;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Load.Limits;

/// <summary>
/// What must not be: <c>p99_ms&gt;200</c>, <c>spike.goodput&lt;0.9*capacity</c>, <c>spike/web.p99_ms&gt;2*steady/web.p99_ms</c>.
/// </summary>
internal sealed partial class FailCondition
{
    private readonly string _text;
    private readonly FigureName _figure;
    private readonly string _comparison;
    private readonly double _number;
    private readonly FigureName? _factor;

    private FailCondition(string text, FigureName figure, string comparison, double number, FigureName? factor) =>
        (_text, _figure, _comparison, _number, _factor) = (text, figure, comparison, number, factor);

    /// <exception cref="CliException">Of another form, or about something that the profile does not have (2).</exception>
    public static FailCondition Parse(string text, LoadProfile profile, bool capacityKnown)
    {
        var match = Pattern().Match(text);
        if (!match.Success || !double.TryParse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw Wrong(text, "must have a form such as p99_ms>200 or spike.goodput<0.9*capacity");
        FigureName? factor = match.Groups["factor"].Value.Trim() is { Length: > 0 } name ? Name(text, name, profile, capacityKnown) : null;
        return new(text, Name(text, match.Groups["figure"].Value.Trim(), profile, capacityKnown), match.Groups["op"].Value, number, factor);
    }

    public ThresholdRecord Check(FigureScopes scopes)
    {
        var value = scopes.Find(_figure);
        var limit = _factor is { } factor ? scopes.Find(factor) * _number : _number;
        // What could not be measured was not shown to hold.
        var violated = value is not { } v || limit is not { } l || _comparison switch { ">" => v > l, ">=" => v >= l, "<" => v < l, _ => v <= l };
        return new(_text, value, limit, violated);
    }

    private static FigureName Name(string text, string name, LoadProfile profile, bool capacityKnown)
    {
        if (name == FigureScopes.Capacity) return capacityKnown ? new(null, null, name) : throw Wrong(text, "needs a capacity: give --capacity, or rates of the capacity in the profile");
        var dot = name.LastIndexOf('.');
        var metric = name[(dot + 1)..];
        if (!FigureScopes.MetricNames.Contains(metric)) throw Wrong(text, $"names no figure; there are {string.Join(", ", FigureScopes.MetricNames)}");
        if (dot < 0) return new(null, null, metric);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var (phase, tenant) = slash < 0 || slash > dot ? (name[..dot], null) : (name[..slash], name[(slash + 1)..dot]);
        if (phase != FigureScopes.Run && profile.Phases.All(p => p.Name != phase)) throw Wrong(text, $"names no phase; there are {FigureScopes.Run}, {string.Join(", ", profile.Phases.Select(p => p.Name))}");
        if (tenant is not null && profile.Tenants.All(t => t.Name != tenant)) throw Wrong(text, $"names no tenant; there are {string.Join(", ", profile.Tenants.Select(t => t.Name))}");
        return new(phase, tenant, metric);
    }

    private static CliException Wrong(string text, string complaint) => CliException.Usage($"the threshold '{text.ReplaceLineEndings(" ")}' {complaint}.");

    [GeneratedRegex(@"^(?<figure>[^<>=*]+)(?<op>>=|<=|>|<)\s*(?<number>[0-9.]+(?:[eE][+-]?[0-9]+)?)\s*(?:\*(?<factor>[^<>=*]+))?$")]
    private static partial Regex Pattern();
}
