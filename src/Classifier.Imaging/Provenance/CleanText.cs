using System.Globalization;

namespace Classifier.Imaging.Provenance;

internal static class CleanText
{
    private const int MaxLength = 120;

    /// <summary>One line of at most 120 characters: no control, format (bidi) or private characters, no half surrogate.</summary>
    public static string Of(string text)
    {
        var kept = text.EnumerateRunes().Where(rune => System.Text.Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate));
        var clean = new System.Text.StringBuilder();
        foreach (var rune in kept)
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength) break;
            clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }
}
