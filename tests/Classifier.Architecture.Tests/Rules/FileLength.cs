namespace Classifier.Architecture.Tests.Rules;

/// <summary>Files stay short enough to be read in one go.</summary>
internal static class FileLength
{
    public const int Most = 300;

    /// <param name="allowed">Path to the reason why that file may be longer. An entry that is needed no more is a violation too.</param>
    public static IEnumerable<string> Violations(IReadOnlyCollection<SourceFile> files, IReadOnlyDictionary<string, string> allowed)
    {
        var tooLong = files.Select(file => (file.Path, Count: file.Text.TrimEnd('\n').Count(c => c == '\n') + 1))
            .Where(file => file.Count > Most)
            .ToArray();
        var unexcused = tooLong.Where(file => !allowed.ContainsKey(file.Path)).Select(file => $"{file.Path} has {file.Count} lines");
        var stale = allowed.Keys.Except(tooLong.Select(file => file.Path)).Select(path => $"{path} is excused and need not be");
        return unexcused.Concat(stale);
    }
}
