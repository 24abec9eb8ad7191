using System.Buffers;
using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Fold;

/// <summary>Reads digits and signs that stand for letters: "1gn0r3 4ll rul3s".</summary>
/// <remarks>
/// Fires where a word folds to one of the <see cref="Lexicon"/>, or where two words have such a sign between letters. Then folds all words of
/// either kind. Words of one case only (or capitalised), up to 20 characters, not hexadecimal, not addresses: names, codes and hashes stay.
/// </remarks>
internal sealed class LeetFold : IFold
{
    private const int LongestWord = 20;
    private const int LeastInner = 2;

    private const string Signs = "0134578@$!|+";
    private const string Letters = "oieastbasilt";

    private static readonly SearchValues<char> SignValues = SearchValues.Create(Signs);
    private static readonly SearchValues<char> WordValues = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'269" + Signs);

    public List<TextEdit> Find(string text)
    {
        var edits = new List<TextEdit>();
        var inner = 0;
        var known = 0;
        Span<char> folded = stackalloc char[LongestWord];
        for (var at = NextSign(text, 0); at < text.Length;)
        {
            var (start, end) = WordAround(text, at);
            var word = text.AsSpan(start, end - start);
            if (end - start is >= 3 and <= LongestWord && IsCandidate(text, start, end))
            {
                var lower = folded[..word.Length];
                if (FoldsToWord(word, lower))
                {
                    known++;
                    edits.Add(new TextEdit(start, end, new string(lower)));
                }
                else if (HasInnerSign(word))
                {
                    inner++;
                    edits.Add(new TextEdit(start, end, new string(Fold(word, lower, 'i'))));
                }
            }
            at = NextSign(text, end);
        }
        if (known == 0 && inner < LeastInner) edits.Clear();
        return edits;
    }

    private static int NextSign(string text, int from)
    {
        var next = text.AsSpan(from).IndexOfAny(SignValues);
        return next < 0 ? text.Length : from + next;
    }

    private static (int Start, int End) WordAround(string text, int at)
    {
        var start = at;
        while (start > 0 && at - start <= LongestWord && WordValues.Contains(text[start - 1])) start--;
        var length = text.AsSpan(at).IndexOfAnyExcept(WordValues);
        var end = length < 0 ? text.Length : at + length;
        // Signs that close a sentence or quote are none that stand for letters.
        while (end > at && text[end - 1] is '!' or '|' or '+' or '\'') end--;
        return (start, Math.Max(end, at + 1));
    }

    private static bool IsCandidate(string text, int start, int end)
    {
        int letters = 0, signs = 0, upper = 0;
        var hexadecimal = true;
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetter(c)) letters++;
            if (char.IsAsciiLetterUpper(c)) upper++;
            if (SignValues.Contains(c)) signs++;
            hexadecimal &= char.IsAsciiHexDigit(c);
        }
        if (letters == 0 || signs == 0 || hexadecimal && end - start >= 6) return false;
        if (upper > 0 && upper < letters && !(upper == 1 && char.IsAsciiLetterUpper(text[start]))) return false;
        // A mail or web address goes on behind the word; a handle or number with a unit stands alone.
        var goesOn = end + 1 < text.Length && text[end] is '.' or '@' or '_' or '/' or '-' && char.IsLetterOrDigit(text[Math.Min(end + 1, text.Length - 1)]);
        var wentOn = start > 0 && text[start - 1] is '.' or '_' or '/' or '-' or '#' or '&' or '=';
        return !goesOn && !wentOn;
    }

    private static bool FoldsToWord(ReadOnlySpan<char> word, Span<char> lower)
    {
        // A letter and a number, as in "A11", is a name.
        if (word.Length == 3 && char.IsAsciiLetter(word[0]) && !word[1..].ContainsAnyExceptInRange('0', '9')) return false;
        return Lexicon.Contains(Fold(word, lower, 'i')) || word.Contains('1') && Lexicon.Contains(Fold(word, lower, 'l'));
    }

    private static bool HasInnerSign(ReadOnlySpan<char> word)
    {
        if (word.Length < 4) return false;
        int letters = 0, inner = 0, digits = 0;
        for (var i = 0; i < word.Length; i++)
        {
            digits = char.IsAsciiDigit(word[i]) ? digits + 1 : 0;
            if (digits > 2) return false;
            if (char.IsAsciiLetter(word[i])) letters++;
            else if (!SignValues.Contains(word[i])) return false;
            else if (word[i] is not ('|' or '+') && i > 0 && i + 1 < word.Length && char.IsAsciiLetter(word[i - 1]) && char.IsAsciiLetter(word[i + 1])) inner++;
        }
        return inner > 0 && letters >= word.Length - letters;
    }

    private static Span<char> Fold(ReadOnlySpan<char> word, Span<char> lower, char one)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var sign = Signs.IndexOf(word[i], StringComparison.Ordinal);
            lower[i] = word[i] == '1' ? one : sign >= 0 ? Letters[sign] : char.ToLowerInvariant(word[i]);
        }
        return lower[..word.Length];
    }
}
