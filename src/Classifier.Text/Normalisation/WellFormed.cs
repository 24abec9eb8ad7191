using System.Buffers;

namespace Classifier.Text.Normalisation;

/// <summary>Makes any UTF-16 string one that the runtime's normaliser takes; it throws on what this replaces.</summary>
internal static class WellFormed
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(SurrogatesAndFffe());

    /// <summary>
    /// The same string, or a copy of the same length with U+FFFD for each surrogate that is half of no pair and the noncharacter U+FFFF for
    /// the noncharacter U+FFFE. (Both noncharacters are unknown to every vocabulary, so the ids don't notice.)
    /// </summary>
    public static string Of(string text)
    {
        var at = NextFault(text, 0);
        if (at < 0) return text;
        return string.Create(text.Length, (text, at), static (span, state) =>
        {
            state.text.CopyTo(span);
            for (var i = state.at; i >= 0; i = NextFault(state.text, i + 1)) span[i] = span[i] == '\uFFFE' ? '\uFFFF' : '\uFFFD';
        });
    }

    private static int NextFault(string text, int from)
    {
        while (true)
        {
            var skip = text.AsSpan(from).IndexOfAny(Suspects);
            if (skip < 0) return -1;
            from += skip;
            if (!char.IsHighSurrogate(text[from]) || from + 1 == text.Length || !char.IsLowSurrogate(text[from + 1])) return from;
            from += 2;
        }
    }

    private static char[] SurrogatesAndFffe() => [.. Enumerable.Range(0xD800, 0x800).Append(0xFFFE).Select(c => (char)c)];
}
