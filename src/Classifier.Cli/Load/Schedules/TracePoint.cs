using System.Globalization;
using Classifier.Cli.Shell;

namespace Classifier.Cli.Load.Schedules;

/// <summary>One recorded arrival.</summary>
/// <param name="Tenant">Null where the recording does not say.</param>
internal readonly record struct TracePoint(double Seconds, string? Tenant)
{
    /// <summary>Lines of <c>seconds</c> or <c>seconds,tenant</c>, ascending; empty lines and those that begin with # are skipped.</summary>
    /// <exception cref="CliException">A line has another form (3).</exception>
    public static IReadOnlyList<TracePoint> Read(TextReader reader, string file, IReadOnlyCollection<string> tenants)
    {
        var points = new List<TracePoint>();
        var before = 0.0;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#')) continue;
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            var tenant = comma < 0 ? null : line[(comma + 1)..].Trim();
            if (!double.TryParse(comma < 0 ? line : line[..comma], NumberStyles.Float, CultureInfo.InvariantCulture, out var at) || !double.IsFinite(at) || at < before)
                throw CliException.InputRefused($"{file}: line {number} is not a time in seconds, at least the one before it.");
            if (tenant is not null && !tenants.Contains(tenant)) throw CliException.InputRefused($"{file}: line {number} names a tenant that the profile does not have.");
            points.Add(new(before = at, tenant));
        }
        return points;
    }
}
