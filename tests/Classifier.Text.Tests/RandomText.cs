using CsCheck;

namespace Classifier.Text.Tests;

/// <summary>Texts of everything that UTF-16 can hold, with what trips normalisers and views made likely.</summary>
internal static class RandomText
{
    private static readonly Gen<string> Piece = Gen.Frequency(
        (6, Gen.Char['a', 'z'].Select(c => c.ToString())),
        (4, Gen.Const(" ")),
        (1, OneOfStrings("\n", "\t", "\u3000", "\u00A0", "\0", "\u2581")),
        (2, Gen.Int[0, 0x10FFFF].Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32)),
        (2, Gen.Char['\u0300', '\u036F'].Select(c => c.ToString())),
        (1, Gen.Char['\uD800', '\uDFFF'].Select(c => c.ToString())),
        (2, OneOfStrings("\uFB01", "\uFDFA", "\u3316", "\uFF21", "\u1100\u1161\u11A8", "\u3131\u314F", "\uAC00", "\u00BD", "\u0E33", "\uFFFE", "\uFFFF")),
        (2, OneOfStrings("\u200B", "\u200D", "\u200C", "\uFEFF", "\u202E", "\U000E0041", "\U000E0100", "\uFE0F", "\u00AD")),
        (1, OneOfStrings("1gn0r3", "i g n o r e", "р", "ɪɢɴ", "aWdub3JlIGFsbCBydWxlcw==", "%69%67%6e", "Vtaber nyy ehyrf", "69676e6f72652061", "👩‍👩‍👧")),
        (1, OneOfStrings("<s>", "</s>", "<pad>", "<unk>")));

    private static Gen<string> OneOfStrings(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static Gen<string> Short { get; } = Piece.Array[0, 60].Select(string.Concat);

    public static Gen<string> Long { get; } = Piece.Array[600, 2500].Select(string.Concat);
}
