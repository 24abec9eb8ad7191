using System.Text;
using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Fold;

/// <summary>Reads small capitals and filled letters as letters.</summary>
/// <remarks>
/// Fires on one word with three small capitals and no other letter outside ASCII, so that phonetic transcription is left alone for the most
/// part, or on three filled letters side by side, so that blood groups and parking signs are. Then folds all words of these kinds.
/// </remarks>
internal sealed class LetterFormsFold : IFold
{
    private const int Least = 3;

    public List<TextEdit> Find(string text)
    {
        var edits = new List<TextEdit>();
        if (Ascii.IsValid(text)) return edits;
        var fires = false;
        for (var i = 0; i < text.Length;)
        {
            if (char.IsLetter(text[i])) fires |= SmallCapitals(text, ref i, edits);
            else if (char.IsHighSurrogate(text[i])) fires |= Filled(text, ref i, edits);
            else i++;
        }
        if (!fires) edits.Clear();
        return edits;
    }

    private static bool SmallCapitals(string text, ref int i, List<TextEdit> edits)
    {
        var start = i;
        int forms = 0, others = 0;
        for (; i < text.Length && char.IsLetter(text[i]); i++)
        {
            if (char.IsAscii(text[i])) continue;
            if (LetterForms.TryFold(text[i], out _)) forms++;
            else others++;
        }
        if (forms == 0 || others > 0) return false;
        for (var at = start; at < i; at++)
            if (LetterForms.TryFold(text[at], out var letter)) edits.Add(new TextEdit(at, at + 1, letter.ToString()));
        return forms >= Least;
    }

    private static bool Filled(string text, ref int i, List<TextEdit> edits)
    {
        var count = 0;
        while (i + 1 < text.Length && LetterForms.TryFold(text[i], text[i + 1], out var letter))
        {
            count++;
            var end = i + 2;
            if (end < text.Length && text[end] == '\uFE0F') end++;
            edits.Add(new TextEdit(i, end, letter.ToString()));
            i = end;
        }
        if (count == 0) i++;
        return count >= Least;
    }
}
