using System.Text;
using Classifier.Text.Alignment;

namespace Classifier.Text.Views.Fold;

/// <summary>Gives a word that mixes scripts one script again.</summary>
/// <remarks>
/// Fires only on a word with Latin letters and look-alikes of another script in it, where each letter of the one script has a twin in the
/// other: "μm", "Δx" or "2π" stay. A word becomes Latin unless it can become Cyrillic and that prevails in word and text. Where it has fired in a Latin text
/// that holds no word of real Cyrillic or Greek, words wholly of look-alikes follow. Text in one script a word never fires.
/// </remarks>
internal sealed class ConfusablesFold : IFold
{
    public List<TextEdit> Find(string text)
    {
        var edits = new List<TextEdit>();
        if (Ascii.IsValid(text)) return edits;
        var words = Words(text, out var latin, out var foreign, out var genuine);
        if (!words.Exists(w => w.Mixed)) return edits;
        foreach (var word in words)
        {
            if (!word.Mixed && (genuine || latin < foreign || word.Length < 2)) continue;
            Fold(text, word, latin >= foreign || word.Latin >= word.Foreign, edits);
        }
        return edits;
    }

    private static void Fold(string text, Word word, bool toLatin, List<TextEdit> edits)
    {
        for (var i = word.Start; i < word.Start + word.Length; i++)
        {
            char twin;
            if (word.AllHaveLatin && (toLatin || !word.AllHaveCyrillic))
            {
                if (Confusables.ToLatin(text[i], out twin)) edits.Add(new TextEdit(i, i + 1, twin.ToString()));
            }
            else if (word.AllHaveCyrillic && Confusables.IsLatin(text[i]) && Confusables.ToCyrillic(text[i], out twin))
            {
                edits.Add(new TextEdit(i, i + 1, twin.ToString()));
            }
        }
    }

    /// <summary>The words with a look-alike in them; how many letters are Latin and how many are not; whether a word is of no Latin disguise.</summary>
    private static List<Word> Words(string text, out int latin, out int foreign, out bool genuine)
    {
        (latin, foreign, genuine) = (0, 0, false);
        var words = new List<Word>();
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetter(text[i])) continue;
            var word = new Word { Start = i, AllHaveLatin = true, AllHaveCyrillic = true };
            for (; i < text.Length && char.IsLetter(text[i]); i++) word.Take(text[i]);
            word.Length = i - word.Start;
            latin += word.Latin;
            foreign += word.Foreign;
            if (word.Foreign == 0) continue;
            if (word.AllHaveLatin || word.Mixed) words.Add(word);
            else if (word.Latin == 0) genuine = true;
        }
        return words;
    }

    private struct Word
    {
        public int Start;
        public int Length;
        public int Latin;
        public int Foreign;

        /// <summary>Each letter that is not Latin has a Latin twin.</summary>
        public bool AllHaveLatin;

        /// <summary>Each Latin letter has a Cyrillic twin and no third script takes part.</summary>
        public bool AllHaveCyrillic;

        public readonly bool Mixed => Latin > 0 && Foreign > 0 && (AllHaveLatin || AllHaveCyrillic);

        public void Take(char c)
        {
            if (Confusables.IsLatin(c))
            {
                Latin++;
                AllHaveCyrillic &= Confusables.ToCyrillic(c, out _);
                return;
            }
            Foreign++;
            AllHaveLatin &= Confusables.ToLatin(c, out _);
            AllHaveCyrillic &= Confusables.IsCyrillic(c);
        }
    }
}
