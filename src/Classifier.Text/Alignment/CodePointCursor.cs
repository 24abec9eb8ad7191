namespace Classifier.Text.Alignment;

/// <summary>Turns UTF-16 positions into code-point positions, in one pass over the text as long as positions mostly rise.</summary>
internal struct CodePointCursor(string text)
{
    private int _unit;
    private int _codePoint;

    public int At(int unit)
    {
        if (unit >= _unit) _codePoint += Count(text.AsSpan(_unit, unit - _unit));
        else _codePoint -= Count(text.AsSpan(unit, _unit - unit));
        _unit = unit;
        return _codePoint;
    }

    // A pair counts once, at its first half; so does a lone half, as U+FFFD. The text is well formed by now.
    private static int Count(ReadOnlySpan<char> units)
    {
        var count = units.Length;
        while (true)
        {
            var next = units.IndexOfAnyInRange('\uDC00', '\uDFFF');
            if (next < 0) return count;
            count--;
            units = units[(next + 1)..];
        }
    }
}
