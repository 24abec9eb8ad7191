using System.Globalization;
using System.Text;
using Classifier.Text.Normalisation;

namespace Classifier.Text.Views.Decode;

/// <summary>Tells decoded text from decoded noise.</summary>
internal static class PlausibleText
{
    private const int Least = 4;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The NFKC text that bytes spell, or null where they are not UTF-8 or do not look written.</summary>
    public static string? FromUtf8(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Least || !System.Text.Unicode.Utf8.IsValid(bytes)) return null;
        var text = Strict.GetString(bytes);
        return LooksWritten(text) ? Nfkc.Normalise(WellFormed.Of(text)).Text : null;
    }

    /// <summary>Letters for the most part, hardly anything that is not text, no control characters.</summary>
    private static bool LooksWritten(string text)
    {
        int letters = 0, odd = 0, count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            count++;
            if (Rune.IsLetter(rune)) letters++;
            else if (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r')) return false;
            else if (!IsOrdinary(rune)) odd++;
        }
        return letters >= Least && letters * 2 >= count && odd * 20 <= count;
    }

    private static bool IsOrdinary(Rune rune) =>
        rune.IsAscii || Rune.IsWhiteSpace(rune) || Rune.IsPunctuation(rune) || Rune.IsDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherSymbol
            or UnicodeCategory.Format or UnicodeCategory.CurrencySymbol;
}
