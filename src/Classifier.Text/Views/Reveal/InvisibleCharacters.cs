using System.Buffers;

namespace Classifier.Text.Views.Reveal;

/// <summary>Characters that print nothing. Most have a rightful use: see <see cref="RightfulUse"/>.</summary>
internal static class InvisibleCharacters
{
    public const char ZeroWidthSpace = '\u200B';
    public const char NonJoiner = '\u200C';
    public const char Joiner = '\u200D';
    public const char ByteOrderMark = '\uFEFF';

    /// <summary>High half of U+E0000 to U+E03FF: tags and supplementary variation selectors.</summary>
    public const char PlaneFourteen = '\uDB40';

    /// <summary>Default-ignorable characters of the BMP (DerivedCoreProperties.txt), interlinear marks, and the high half for plane 14.</summary>
    public static readonly SearchValues<char> Any = SearchValues.Create(
    [
        '\u00AD', '\u034F', '\u061C', '\u115F', '\u1160', '\u17B4', '\u17B5',
        .. Range('\u180B', '\u180F'), .. Range('\u200B', '\u200F'), .. Range('\u202A', '\u202E'), .. Range('\u2060', '\u206F'),
        .. Range('\uFE00', '\uFE0F'), ByteOrderMark, .. Range('\uFFF9', '\uFFFB'), PlaneFourteen,
    ]);

    public static bool IsDirectionMark(char c) => c is '\u061C' or '\u200E' or '\u200F';

    /// <summary>Embeddings, overrides and isolates.</summary>
    public static bool IsDirectionControl(char c) => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    /// <summary>The byte that a variation selector smuggles, or -1: VS1 to VS16 are 0 to 15, VS17 to VS256 the rest.</summary>
    public static int SelectorByte(ReadOnlySpan<char> text, int at)
    {
        if (text[at] is >= '\uFE00' and <= '\uFE0F') return text[at] - '\uFE00';
        if (text[at] != PlaneFourteen || at + 1 >= text.Length) return -1;
        return text[at + 1] is >= '\uDD00' and <= '\uDDEF' ? text[at + 1] - '\uDD00' + 16 : -1;
    }

    /// <summary>The ASCII code of a tag character (U+E0000 to U+E007F), or -1.</summary>
    public static int TagCode(ReadOnlySpan<char> text, int at) =>
        text[at] == PlaneFourteen && at + 1 < text.Length && text[at + 1] is >= '\uDC00' and <= '\uDC7F' ? text[at + 1] - '\uDC00' : -1;

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}
