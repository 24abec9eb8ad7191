using System.Buffers;

namespace Classifier.Text.Alignment;

/// <summary>Writes a derived text together with its map.</summary>
internal sealed class MappedTextBuilder(int capacity)
{
    private readonly ArrayBufferWriter<char> _text = new(Math.Max(capacity, 16));
    private readonly List<SpanRun> _runs = [];
    private int _length;

    /// <summary>Units written so far.</summary>
    public int Length => _length;

    /// <summary>Writes units that stand for as many source units, one for one; joins the run before where both continue.</summary>
    public void Copy(ReadOnlySpan<char> units, int source)
    {
        if (units.IsEmpty) return;
        _text.Write(units);
        if (_runs.Count > 0 && _runs[^1] is { Verbatim: true } last && last.Source + last.SourceLength == source)
            _runs[^1] = last with { Length = last.Length + units.Length, SourceLength = last.SourceLength + units.Length };
        else
            _runs.Add(new SpanRun(_length, units.Length, source, units.Length, Verbatim: true));
        _length += units.Length;
    }

    /// <summary>Writes what stands for a source span as a whole. Nothing written deletes the span.</summary>
    public void Replace(ReadOnlySpan<char> units, int source, int sourceLength)
    {
        if (units.IsEmpty) return;
        _text.Write(units);
        _runs.Add(new SpanRun(_length, units.Length, source, sourceLength, Verbatim: false));
        _length += units.Length;
    }

    public MappedText Build() => new(new string(_text.WrittenSpan), new SpanMap([.. _runs]));
}
