namespace Classifier.Fingerprint;

/// <summary>Sixteen hex digits and a word.</summary>
internal static class Hex
{
    // NumberStyles.AllowHexSpecifier takes hex digits alone: no sign, no white space, no prefix.
    public static bool TryRead(ReadOnlySpan<char> digits, out ulong word) => ulong.TryParse(
        digits, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out word);

    public static void Write(ulong word, Span<char> digits) =>
        word.TryFormat(digits, out _, "x16", System.Globalization.CultureInfo.InvariantCulture);
}
