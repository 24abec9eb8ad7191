namespace Classifier.Text.Tokens;

/// <summary>Joins consecutive unknown pieces of one word, which the library reports one by one and the reference as one.</summary>
internal ref struct UnknownFuser<TSink>
    where TSink : IPieceSink
{
    private readonly ref TSink _sink;
    private readonly int _offset;
    private int _start = -1;
    private int _end;

    public UnknownFuser(ref TSink sink, int offset)
    {
        _sink = ref sink;
        _offset = offset;
    }

    public void Add(int id, int start, int end, bool startsWord)
    {
        if (id == SpecialTokens.Unknown && _start >= 0 && !startsWord)
        {
            _end = end;
            return;
        }
        Flush();
        if (id == SpecialTokens.Unknown) (_start, _end) = (start, end);
        else _sink.Add(id, start + _offset, end + _offset);
    }

    public void Flush()
    {
        if (_start >= 0) _sink.Add(SpecialTokens.Unknown, _start + _offset, _end + _offset);
        _start = -1;
    }
}
