namespace Classifier.Architecture.Tests.Rules;

/// <summary>A file of code.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public IEnumerable<(int Number, string Text)> Lines =>
        Text.Split('\n').Select((line, index) => (index + 1, line));
}
