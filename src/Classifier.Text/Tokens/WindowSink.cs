using System.Buffers;

namespace Classifier.Text.Tokens;

/// <summary>
/// Cuts a stream of pieces into windows: each full, each sharing the overlap with the one before; the last one reaches back as far
/// as it must to be full too. A stream shorter than a window is one window, also when it is empty.
/// </summary>
internal sealed class WindowSink : IPieceSink, IDisposable
{
    private readonly int _window;
    private readonly int _stride;
    private readonly int _capacity;
    private readonly Action<ReadOnlyMemory<int>, int, int> _emit;
    private readonly (int Id, int Start, int End)[] _pieces;
    private int _count;
    private bool _emitted;

    /// <param name="emit">Ids with start and end token, first unit, one past the last unit.</param>
    public WindowSink(int window, int overlap, Action<ReadOnlyMemory<int>, int, int> emit)
    {
        _window = window;
        _stride = window - overlap;
        _emit = emit;
        _capacity = window + _stride;
        _pieces = ArrayPool<(int, int, int)>.Shared.Rent(_capacity);
    }

    public void Add(int id, int start, int end)
    {
        _pieces[_count++] = (id, start, end);
        if (!_emitted && _count == _window)
        {
            Emit(0);
        }
        else if (_count == _capacity)
        {
            // What the last window may have to reach back to is never more than the window before.
            Array.Copy(_pieces, _stride, _pieces, 0, _window);
            _count = _window;
            Emit(0);
        }
    }

    /// <summary>Ends the stream; the sink is then ready for another.</summary>
    /// <param name="evenIfEmpty">A stream without pieces still gives a window.</param>
    public void Complete(bool evenIfEmpty)
    {
        if (_count > _window || !_emitted && (_count > 0 || evenIfEmpty)) Emit(Math.Max(0, _count - _window));
        _count = 0;
        _emitted = false;
    }

    public void Dispose() => ArrayPool<(int, int, int)>.Shared.Return(_pieces);

    private void Emit(int from)
    {
        var length = Math.Min(_window, _count - from);
        var ids = new int[length + 2];
        ids[0] = SpecialTokens.Start;
        for (var i = 0; i < length; i++) ids[i + 1] = _pieces[from + i].Id;
        ids[^1] = SpecialTokens.End;
        _emitted = true;
        _emit(ids, length == 0 ? 0 : _pieces[from].Start, length == 0 ? 0 : _pieces[from + length - 1].End);
    }
}
