namespace Classifier.Text.Tests;

/// <summary>One tokeniser for all tests; loading takes a second.</summary>
internal static class SharedTokenizer
{
    private static readonly Lazy<TextTokenizer> Loaded = new(() => TextTokenizer.Load(TestFiles.Model));

    public static TextTokenizer Instance => Loaded.Value;
}
