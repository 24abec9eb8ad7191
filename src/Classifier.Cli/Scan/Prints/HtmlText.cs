using System.Net;
using System.Text;

namespace Classifier.Cli.Scan.Prints;

/// <summary>
/// The words of an HTML page: without tags, comments, scripts and styles, character references read. Made for comparing, not for
/// showing: what it returns is no safe HTML. Linear in the length of the page whatever its nesting.
/// </summary>
internal static class HtmlText
{
    private static readonly string[] Silent = ["script", "style", "template", "noscript"];

    public static string Strip(string html)
    {
        var text = new StringBuilder(html.Length / 2);
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            if (open < 0) open = html.Length;
            text.Append(html, at, open - at);
            if (open == html.Length) break;
            at = IsTag(html, open) ? After(html, open) : Literal(text, open);
            // A tag parts words: <td>a</td><td>b</td> is two of them.
            text.Append(' ');
        }

        return WebUtility.HtmlDecode(text.ToString());
    }

    // As browsers do: "<" before anything but a letter, "/", "!" or "?" is text.
    private static bool IsTag(string html, int open) =>
        open + 1 < html.Length && (char.IsAsciiLetter(html[open + 1]) || html[open + 1] is '/' or '!' or '?');

    private static int Literal(StringBuilder text, int open)
    {
        text.Append('<');
        return open + 1;
    }

    private static int After(string html, int open)
    {
        if (string.CompareOrdinal(html, open, "<!--", 0, 4) == 0) return Past(html, "-->", open + 4);
        var end = TagEnd(html, open);
        foreach (var name in Silent)
        {
            if (IsNamed(html, open + 1, name)) return SkipElement(html, end, name);
        }

        return end;
    }

    // A ">" inside a quoted value does not end the tag.
    private static int TagEnd(string html, int open)
    {
        var quote = '\0';
        for (var at = open + 1; at < html.Length; at++)
        {
            var c = html[at];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'' && html[at - 1] is '=' or ' ') quote = c;
            else if (c == '>') return at + 1;
        }

        return html.Length;
    }

    private static bool IsNamed(string html, int at, string name) =>
        string.Compare(html, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
        && at + name.Length < html.Length && !char.IsAsciiLetterOrDigit(html[at + name.Length]);

    private static int SkipElement(string html, int from, string name)
    {
        for (var at = from; (at = html.IndexOf("</", at, StringComparison.Ordinal)) >= 0; at += 2)
        {
            if (IsNamed(html, at + 2, name)) return Past(html, ">", at);
        }

        return html.Length;
    }

    private static int Past(string html, string mark, int from)
    {
        var at = html.IndexOf(mark, Math.Min(from, html.Length), StringComparison.Ordinal);
        return at < 0 ? html.Length : at + mark.Length;
    }
}
