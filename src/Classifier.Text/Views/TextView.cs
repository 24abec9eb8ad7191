using Classifier.Core;
using Classifier.Text.Alignment;

namespace Classifier.Text.Views;

/// <summary>One form of a text, with the way back to the original.</summary>
public sealed class TextView
{
    private readonly string _original;
    private readonly SpanMap[] _maps;

    /// <param name="maps">From this view down to the original; empty where the two are the same, unit by unit.</param>
    /// <param name="changed">Spans of this view that its source does not have, in order, apart from each other.</param>
    internal TextView(TextViewKind kind, string text, string original, SpanMap[] maps, IReadOnlyList<TextSpan> changed)
    {
        Kind = kind;
        Text = text;
        _original = original;
        _maps = maps;
        Changed = changed;
    }

    public TextViewKind Kind { get; }

    public string Text { get; }

    internal string Original => _original;

    internal SpanMap[] Maps => _maps;

    internal IReadOnlyList<TextSpan> Changed { get; }

    /// <summary>The code points of the original that a span of this view was made from.</summary>
    /// <param name="start">First UTF-16 unit in <see cref="Text"/>.</param>
    /// <param name="length">UTF-16 units.</param>
    public (int Start, int Length) Locate(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, Text.Length);
        var cursor = new CodePointCursor(_original);
        return Locate(start, start + length, ref cursor);
    }

    internal (int Start, int Length) Locate(int start, int end, ref CodePointCursor cursor)
    {
        foreach (var map in _maps) (start, end) = map.ToSource(start, end);
        var first = cursor.At(start);
        return (first, cursor.At(end) - first);
    }
}
