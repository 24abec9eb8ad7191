using System.Buffers;
using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Decode;

/// <summary>Bytes in hexadecimal, eight or more: "69676e6f7265", "69 67 6e", "69:67", "\x69\x67", "0x69 0x67".</summary>
internal sealed class HexDecoder : ISpanDecoder
{
    private const int Least = 8;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF");

    public void Find(string text, TextSpan part, List<TextEdit> edits)
    {
        for (var at = part.Start; at < part.End;)
        {
            // Letters and spaces begin with a decimal digit, so there is one near; words without are passed over at once.
            var skip = text.AsSpan(at, part.End - at).IndexOfAnyInRange('0', '9');
            if (skip < 0) return;
            var start = at + skip;
            while (start > at && char.IsAsciiHexDigit(text[start - 1])) start--;
            at = Math.Max(Run(text, start, part, edits), at + skip + 1);
        }
    }

    /// <summary>Reads pairs of digits with the same thing before each but the first; gives where to look on.</summary>
    private static int Run(string text, int start, TextSpan part, List<TextEdit> edits)
    {
        var from = start;
        // "0x69": the digit 0 is no byte but the beginning of a mark.
        if (text[start] == '0' && start + 1 < part.End && text[start + 1] is 'x' or 'X') start += 2;
        if (!IsPair(text, start, part.End)) return start + 1 < part.End ? start + 1 : part.End;
        if (start > part.Start && char.IsLetterOrDigit(text[start - 1]) && text[start - 1] is not ('x' or 'X')) return WordEnd(text, start, part.End);

        var between = Between(text, start + 2, part.End);
        var (end, count) = (start + 2, 1);
        while (between is not null && text.AsSpan(end, part.End - end).StartsWith(between, StringComparison.OrdinalIgnoreCase)
            && IsPair(text, end + between.Length, part.End))
        {
            end += between.Length + 2;
            count++;
        }
        var broken = end < part.End && char.IsAsciiLetterOrDigit(text[end]);
        if (count < Least || broken || Decode(text, start, count, 2 + between!.Length) is not { } plain) return WordEnd(text, end, part.End);
        edits.Add(new TextEdit(Lead(text, from, part.Start), end, plain));
        return end;
    }

    private static string? Decode(string text, int start, int count, int step)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(count);
        for (var i = 0; i < count; i++) bytes[i] = (byte)(Nibble(text[start + i * step]) << 4 | Nibble(text[start + i * step + 1]));
        var plain = PlausibleText.FromUtf8(bytes.AsSpan(0, count));
        ArrayPool<byte>.Shared.Return(bytes);
        return plain;
    }

    private static bool IsPair(string text, int at, int limit) =>
        at + 1 < limit && char.IsAsciiHexDigit(text[at]) && char.IsAsciiHexDigit(text[at + 1]);

    // No more of a run that did not decode: a shorter one inside it would not either.
    private static int WordEnd(string text, int at, int limit)
    {
        var length = text.AsSpan(at, limit - at).IndexOfAnyExcept(Digits);
        return length < 0 ? limit : Math.Max(at + length, at + 1);
    }

    private static string? Between(string text, int at, int limit)
    {
        foreach (var mark in (ReadOnlySpan<string>)["\\x", " 0x", ", 0x", ",0x", "0x", "%", " ", ":", "-", ""])
            if (text.AsSpan(at, limit - at).StartsWith(mark, StringComparison.OrdinalIgnoreCase)
                && at + mark.Length < limit && char.IsAsciiHexDigit(text[at + mark.Length])) return mark;
        return null;
    }

    private static int Lead(string text, int start, int least) => start - least >= 2 && text[start - 2] == '\\' && text[start - 1] is 'x' or 'X' ? start - 2 : start;

    private static int Nibble(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
