using Classifier.Text.Alignment;

namespace Classifier.Text.Views;

/// <summary>Which parts of a further view are worth scoring: what it changed, with the words around.</summary>
internal static class ViewRegions
{
    /// <summary>A view up to this length is scored whole: it fits a window or little more.</summary>
    internal const int WholeBelow = 1024;

    /// <summary>Units kept on both sides of a change, some 60 pieces: as much as windows overlap.</summary>
    internal const int Context = 256;

    private const int WordSearch = 64;

    /// <summary>Spans in order, none touching another, that together hold every change.</summary>
    public static IEnumerable<TextSpan> Of(string text, IReadOnlyList<TextSpan> changed)
    {
        if (text.Length <= WholeBelow)
        {
            yield return new TextSpan(0, text.Length);
            yield break;
        }
        var open = new TextSpan(-1, -1);
        foreach (var span in changed)
        {
            var start = WordStart(text, Math.Max(0, span.Start - Context));
            var end = WordEnd(text, Math.Min(text.Length, span.End + Context));
            if (open.Start >= 0 && start <= open.End)
            {
                open = open with { End = Math.Max(open.End, end) };
                continue;
            }
            if (open.Start >= 0) yield return open;
            open = new TextSpan(start, end);
        }
        if (open.Start >= 0) yield return open;
    }

    private static int WordStart(string text, int at)
    {
        for (var i = at; i > 0 && i > at - WordSearch; i--)
            if (char.IsWhiteSpace(text[i - 1])) return i;
        return at > 0 && char.IsLowSurrogate(text[at]) ? at - 1 : at;
    }

    private static int WordEnd(string text, int at)
    {
        for (var i = at; i < text.Length && i < at + WordSearch; i++)
            if (char.IsWhiteSpace(text[i])) return i;
        return at < text.Length && char.IsLowSurrogate(text[at]) ? at + 1 : at;
    }
}
