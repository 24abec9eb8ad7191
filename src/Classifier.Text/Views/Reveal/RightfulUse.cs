using System.Globalization;

namespace Classifier.Text.Views.Reveal;

/// <summary>Invisible characters where writing needs them: joiners in Persian, Hindi and emoji, selectors behind what they select.</summary>
internal static class RightfulUse
{
    /// <param name="at">Index of an invisible character.</param>
    /// <param name="rightToLeft">The text has right-to-left letters, so direction marks are at home.</param>
    public static bool Holds(ReadOnlySpan<char> text, int at, bool rightToLeft)
    {
        var c = text[at];
        var before = at > 0 ? text[at - 1] : ' ';
        var after = at + 1 < text.Length ? text[at + 1] : ' ';
        return c switch
        {
            InvisibleCharacters.ByteOrderMark => at == 0,
            InvisibleCharacters.NonJoiner => IsShaped(before) || IsShaped(after),
            InvisibleCharacters.Joiner => IsShaped(before) || IsShaped(after) || IsPictograph(before) && IsPictograph(after),
            InvisibleCharacters.ZeroWidthSpace => IsUnspaced(before) && IsUnspaced(after),
            '\u115F' or '\u1160' => IsJamo(before) || IsJamo(after),
            '\u17B4' or '\u17B5' => IsShaped(before),
            >= '\u180B' and <= '\u180F' => before is >= '\u1800' and <= '\u18AF',
            >= '\uFE00' and <= '\uFE0F' => Selects(before) || EndsTrademark(text, at),
            InvisibleCharacters.PlaneFourteen => InvisibleCharacters.SelectorByte(text, at) >= 0 && IsIdeograph(before),
            _ => rightToLeft && (InvisibleCharacters.IsDirectionMark(c) || InvisibleCharacters.IsDirectionControl(c)),
        };
    }

    /// <summary>Scripts whose letters change shape with their neighbours, so that joiners carry meaning.</summary>
    private static bool IsShaped(char c) =>
        c is >= '\u0600' and <= '\u109F' or >= '\u1780' and <= '\u18AF' or >= '\u1900' and <= '\u1CFF' or >= '\uA800' and <= '\uABFF'
        && !InvisibleCharacters.Any.Contains(c);

    /// <summary>Scripts without spaces between words.</summary>
    private static bool IsUnspaced(char c) =>
        c is >= '\u0E00' and <= '\u0EFF' or >= '\u0F00' and <= '\u109F' or >= '\u1780' and <= '\u17FF' or >= '\u1980' and <= '\u19DF'
            or >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF';

    private static bool IsJamo(char c) => c is >= '\u1100' and <= '\u11FF' && c is not ('\u115F' or '\u1160') || c is >= '\uA960' and <= '\uA97F';

    private static bool IsIdeograph(char c) => c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' || char.IsLowSurrogate(c);

    /// <summary>Symbols, and halves of pairs, which in running text are emoji; also the selector between one and its joiner.</summary>
    private static bool IsPictograph(char c) =>
        c is '\uFE0F' || char.IsSurrogate(c) || c >= '\u2000' && char.GetUnicodeCategory(c) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol;

    // NFKC has made two letters of the sign; within a word a selector is out of place.
    private static bool EndsTrademark(ReadOnlySpan<char> text, int at) =>
        text[at] == '\uFE0F' && text[..at].EndsWith("TM") && (at + 1 == text.Length || !char.IsLetter(text[at + 1]));

    // A selector behind a letter of an alphabet, behind space or behind another selector selects nothing.
    private static bool Selects(char before) =>
        !char.IsWhiteSpace(before) && !char.IsAsciiLetter(before) && !InvisibleCharacters.Any.Contains(before)
        && !(before < '\u0590' && char.IsLetter(before));
}
