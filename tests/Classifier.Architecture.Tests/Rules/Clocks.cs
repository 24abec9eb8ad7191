using System.Text.RegularExpressions;

namespace Classifier.Architecture.Tests.Rules;

/// <summary>Time comes from the injected TimeProvider, so that tests can be told what time it is; nothing waits by sleeping.</summary>
internal static partial class Clocks
{
    /// <param name="allowed">Path to the reason why that file may. An entry that is needed no more is a violation too.</param>
    public static IEnumerable<string> Violations(IReadOnlyCollection<SourceFile> files, IReadOnlyDictionary<string, string> allowed)
    {
        var uses = files
            .SelectMany(file => file.Lines
                .Where(line => !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .Select(line => (file.Path, line.Number, Match: OwnClock().Match(line.Text)))
                .Where(use => use.Match.Success))
            .ToArray();
        var unexcused = uses.Where(use => !allowed.ContainsKey(use.Path)).Select(use => $"{use.Path}:{use.Number} uses {use.Match.Value}");
        var stale = allowed.Keys.Except(uses.Select(use => use.Path)).Select(path => $"{path} is excused and need not be");
        return unexcused.Concat(stale);
    }

    [GeneratedRegex(@"\bThread\.Sleep\b|\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b|\bStopwatch\b|\bEnvironment\.TickCount(64)?\b")]
    private static partial Regex OwnClock();
}
