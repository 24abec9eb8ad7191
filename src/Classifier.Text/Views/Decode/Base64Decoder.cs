using System.Buffers;
using System.Buffers.Text;
using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Decode;

/// <summary>Base64 and its URL-safe form, 16 characters or more, also over lines of equal length (RFC 4648, RFC 2045).</summary>
internal sealed class Base64Decoder : ISpanDecoder
{
    private const int Least = 16;
    private const int LeastLine = 60;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    public void Find(string text, TextSpan part, List<TextEdit> edits)
    {
        for (var at = part.Start; at < part.End;)
        {
            var skip = text.AsSpan(at, part.End - at).IndexOfAny(Alphabet);
            if (skip < 0) return;
            var start = at + skip;
            var end = LineEnd(text, start, part.End);
            var block = BlockEnd(text, start, end, part.End);
            if (block > end && Add(text, start, block, part.End, edits))
            {
                at = block;
                continue;
            }
            // Lines that make no whole are looked at one by one, each once.
            for (at = end; ; end = at = LineEnd(text, start, part.End))
            {
                if (end - start >= Least && !Add(text, start, end, part.End, edits))
                {
                    // A path or a sign before it is made of the same alphabet.
                    var tail = start + text.AsSpan(start, end - start).LastIndexOfAny('/', '-', '_') + 1;
                    if (tail > start && end - tail >= Least) Add(text, tail, end, part.End, edits);
                }
                if (at >= block) break;
                start = NextLine(text, at, part.End);
            }
        }
    }

    private static bool Add(string text, int start, int end, int limit, List<TextEdit> edits)
    {
        if (Decode(text.AsSpan(start, end - start)) is not { } plain) return false;
        for (var i = 0; i < 2 && end < limit && text[end] == '='; i++) end++;
        edits.Add(new TextEdit(start, end, plain));
        return true;
    }

    private static int LineEnd(string text, int start, int limit)
    {
        var length = text.AsSpan(start, limit - start).IndexOfAnyExcept(Alphabet);
        return length < 0 ? limit : start + length;
    }

    /// <summary>The end of the last of a block of lines that are as long as the first; the last may be shorter.</summary>
    private static int BlockEnd(string text, int start, int end, int limit)
    {
        var width = end - start;
        if (width < LeastLine) return end;
        while (NextLine(text, end, limit) is var line && line > end && line < limit)
        {
            var next = LineEnd(text, line, limit);
            // A line of words is none of the block.
            if (next == line || next - line > width || next < limit && text[next] == ' ') break;
            var shorter = next - line < width;
            end = next;
            if (shorter) break;
        }
        return end;
    }

    private static int NextLine(string text, int at, int limit)
    {
        if (at < limit && text[at] == '\r') at++;
        if (at < limit && text[at] == '\n') at++;
        return at;
    }

    private static string? Decode(ReadOnlySpan<char> run)
    {
        var plain = ArrayPool<char>.Shared.Rent(run.Length);
        var bytes = ArrayPool<byte>.Shared.Rent(run.Length);
        try
        {
            var count = 0;
            foreach (var c in run)
                if (c is not ('\r' or '\n')) plain[count++] = c switch { '+' => '-', '/' => '_', _ => c };
            // One character over holds no byte: the sentence went on without a space.
            if (count % 4 == 1) count--;
            return Base64Url.DecodeFromChars(plain.AsSpan(0, count), bytes, out _, out var written) == OperationStatus.Done
                ? PlausibleText.FromUtf8(bytes.AsSpan(0, written))
                : null;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(plain);
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
