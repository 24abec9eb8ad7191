using System.Text;
using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Fold;

/// <summary>Takes off marks that were heaped on letters ("zalgo") or struck through them.</summary>
/// <remarks>Fires on three marks over one letter, or three letters with a mark that overlays. No orthography does either.</remarks>
internal sealed class StackedMarksFold : IFold
{
    private const int Heap = 3;
    private const int Overlays = 3;

    public List<TextEdit> Find(string text)
    {
        var edits = new List<TextEdit>();
        var fires = false;
        var overlays = 0;
        for (var i = Next(text, 0); i < text.Length;)
        {
            var end = i;
            while (end < text.Length && IsMark(text[end]))
                if (text[end++] is >= '\u0332' and <= '\u0338') overlays++;
            fires |= end - i >= Heap || overlays >= Overlays;
            edits.Add(Strip(text, i, end));
            i = Next(text, end);
        }
        if (!fires) edits.Clear();
        return edits;
    }

    // The first mark of a heap may have composed with its letter, which then gives it up as well.
    private static TextEdit Strip(string text, int start, int end)
    {
        if (start == 0 || text[start - 1] < '\u00C0' || !char.IsLetter(text[start - 1])) return new TextEdit(start, end, "");
        var bare = text[start - 1].ToString().Normalize(NormalizationForm.FormD)[..1];
        return new TextEdit(start - 1, end, bare);
    }

    private static int Next(string text, int from)
    {
        var next = text.AsSpan(from).IndexOfAnyInRange('\u0300', '\u036F');
        return next < 0 ? text.Length : from + next;
    }

    private static bool IsMark(char c) => c is >= '\u0300' and <= '\u036F';
}
