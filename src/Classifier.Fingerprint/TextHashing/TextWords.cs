using System.Text;

namespace Classifier.Fingerprint.TextHashing;

/// <summary>Words of a text in the form that is compared: NFKC, lower case, without white space, punctuation and symbols.</summary>
internal static class TextWords
{
    /// <summary>
    /// Runs of letters, digits and their marks. Scripts that write no space between words give one word a character. Unpaired
    /// surrogates and characters that cannot be seen separate nothing and count for nothing.
    /// </summary>
    public static List<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Normalised(text).EnumerateRunes())
        {
            if (IsIgnored(rune)) continue;
            if (IsUnspaced(rune))
            {
                End(word, words);
                words.Add(rune.ToString());
            }
            else if (IsWord(rune)) word.Append(rune.ToString());
            else End(word, words);
        }

        End(word, words);
        return words;
    }

    // Lower case can bring back what a composition undoes, so it comes between the two.
    private static string Normalised(string text) =>
        WithoutLoneSurrogates(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormKC);

    private static string WithoutLoneSurrogates(string text)
    {
        var index = 0;
        while (index < text.Length && Rune.TryGetRuneAt(text, index, out var rune)) index += rune.Utf16SequenceLength;
        if (index == text.Length) return text;
        var whole = new StringBuilder(text.Length);
        for (index = 0; index < text.Length;)
            if (Rune.TryGetRuneAt(text, index, out var rune))
            {
                whole.Append(text, index, rune.Utf16SequenceLength);
                index += rune.Utf16SequenceLength;
            }
            else index++;

        return whole.ToString();
    }

    private static void End(StringBuilder word, List<string> words)
    {
        if (word.Length == 0) return;
        words.Add(word.ToString());
        word.Clear();
    }

    private static bool IsIgnored(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.OtherNotAssigned;

    private static bool IsWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark
            or System.Globalization.UnicodeCategory.OtherNumber
            or System.Globalization.UnicodeCategory.LetterNumber;

    /// <summary>Letters of Han, Kana, Thai, Lao, Khmer and Myanmar.</summary>
    private static bool IsUnspaced(Rune rune) => Rune.IsLetter(rune) && rune.Value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x1B000 and <= 0x1B16F) or (>= 0x20000 and <= 0x323AF);
}
