using System.Buffers;
using System.Text;
using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Decode;

/// <summary>URL escapes, two or more in a word ("ignore%20all%20rules").</summary>
internal sealed class PercentDecoder : ISpanDecoder
{
    private const int Least = 2;

    public void Find(string text, TextSpan part, List<TextEdit> edits)
    {
        for (var at = part.Start; at < part.End;)
        {
            var skip = text.AsSpan(at, part.End - at).IndexOf('%');
            if (skip < 0) return;
            var first = at + skip;
            at = first + 1;
            if (!IsEscape(text, first, part.End)) continue;
            var (last, count) = LastEscape(text, first, part.End);
            at = last + 3;
            if (count < Least) continue;
            // The word goes on to its end, so that what stands behind the last escape is read along.
            while (at < part.End && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '!' or '?' or '+' or '-' or '_')) at++;
            if (Decode(text.AsSpan(first, at - first)) is { } plain) edits.Add(new TextEdit(first, at, plain));
        }
    }

    private static (int Last, int Count) LastEscape(string text, int first, int limit)
    {
        var (last, count) = (first, 1);
        for (var i = first + 3; i < limit && !char.IsWhiteSpace(text[i]); i++)
        {
            if (text[i] != '%' || !IsEscape(text, i, limit)) continue;
            (last, count) = (i, count + 1);
            i += 2;
        }
        return (last, count);
    }

    private static bool IsEscape(string text, int at, int limit) =>
        at + 2 < limit && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);

    private static string? Decode(ReadOnlySpan<char> span)
    {
        var bytes = new ArrayBufferWriter<byte>(span.Length);
        while (!span.IsEmpty)
        {
            if (span[0] == '%' && span.Length > 2 && char.IsAsciiHexDigit(span[1]) && char.IsAsciiHexDigit(span[2]))
            {
                bytes.GetSpan(1)[0] = (byte)(Nibble(span[1]) << 4 | Nibble(span[2]));
                bytes.Advance(1);
                span = span[3..];
                continue;
            }
            var end = span[1..].IndexOf('%') + 1;
            var literal = end > 0 ? span[..end] : span;
            bytes.Advance(Encoding.UTF8.GetBytes(literal, bytes.GetSpan(Encoding.UTF8.GetMaxByteCount(literal.Length))));
            span = span[literal.Length..];
        }
        return PlausibleText.FromUtf8(bytes.WrittenSpan)?.Replace('+', ' ');
    }

    private static int Nibble(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
