using System.Text.RegularExpressions;

namespace Classifier.Training.Text.Generate;

/// <summary>Fills $slots in templates from lists of phrases, which may hold slots themselves.</summary>
internal sealed partial class Grammar(IReadOnlyDictionary<string, string[]> slots)
{
    public string Fill(string template, Random random) =>
        Slot().Replace(template, match => slots.TryGetValue(match.Groups[1].Value, out var phrases)
            ? Fill(phrases[random.Next(phrases.Length)], random)
            : match.Value);

    public static string Capital(string text) =>
        text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    [GeneratedRegex(@"\$([a-z]+)")]
    private static partial Regex Slot();
}
