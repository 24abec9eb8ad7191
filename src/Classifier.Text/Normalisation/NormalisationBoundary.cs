using System.Globalization;

namespace Classifier.Text.Normalisation;

/// <summary>Where a text can be cut so that NFKC of the parts is NFKC of the whole.</summary>
internal static class NormalisationBoundary
{
    /// <summary>
    /// True where the code point at an index never reorders with, nor composes onto, what stands before it
    /// (UAX #15, section 9: canonical combining class 0 and not the second half of a composition). Errs towards false.
    /// </summary>
    public static bool IsBefore(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        if (c < '\u0300') return true;
        if (char.IsLowSurrogate(c)) return false;
        if (char.IsHighSurrogate(c))
        {
            if (index + 1 == text.Length) return true;
            var rune = char.ConvertToUtf32(c, text[index + 1]);
            // Kirat Rai vowel signs are letters, yet compose.
            return (rune < 0x16D63 || rune > 0x16D6A) && !IsMark(CharUnicodeInfo.GetUnicodeCategory(rune));
        }
        if (IsJamoOrHalfwidth(c)) return false;
        return !IsMark(CharUnicodeInfo.GetUnicodeCategory(c));
    }

    // Vowels and finals compose onto a leading consonant; the compatibility and half-width forms become such.
    private static bool IsJamoOrHalfwidth(char c) =>
        c is >= '\u1160' and <= '\u11FF' or >= '\u3131' and <= '\u318E' or >= '\uD7B0' and <= '\uD7FF'
            or '\uFF9E' or '\uFF9F' or >= '\uFFA0' and <= '\uFFDC';

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
