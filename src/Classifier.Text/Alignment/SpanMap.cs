namespace Classifier.Text.Alignment;

/// <summary>Where each part of a derived text came from in its source. Positions are UTF-16 units.</summary>
/// <remarks>Runs are in order in both texts, so a map is monotone. Source text that no run covers was deleted.</remarks>
internal sealed class SpanMap
{
    private readonly SpanRun[] _runs;

    internal SpanMap(SpanRun[] runs) => _runs = runs;

    public ReadOnlySpan<SpanRun> Runs => _runs;

    /// <summary>The smallest source span that holds everything from which a span was made.</summary>
    public (int Start, int End) ToSource(int start, int end)
    {
        if (_runs.Length == 0) return (0, 0);
        var first = _runs[Find(start)];
        var from = first.Verbatim ? first.Source + Math.Min(start - first.Start, first.Length) : first.Source;
        if (end <= start) return (from, from);
        var last = _runs[Find(end - 1)];
        var to = last.Verbatim ? last.Source + (end - last.Start) : last.Source + last.SourceLength;
        return (from, to);
    }

    /// <summary>The smallest span made from anything in a source span; where all of that was deleted, the empty span in its place.</summary>
    public (int Start, int End) FromSource(int start, int end)
    {
        var low = 0;
        var high = _runs.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].Source + _runs[middle].SourceLength <= start) low = middle + 1;
            else high = middle;
        }
        if (low == _runs.Length)
        {
            var tail = low == 0 ? 0 : _runs[low - 1].Start + _runs[low - 1].Length;
            return (tail, tail);
        }
        var first = _runs[low];
        var from = first.Verbatim ? first.Start + Math.Max(0, start - first.Source) : first.Start;
        var to = from;
        for (var i = low; i < _runs.Length && _runs[i].Source < end; i++)
        {
            var run = _runs[i];
            to = run.Verbatim ? run.Start + Math.Min(run.Length, end - run.Source) : run.Start + run.Length;
        }
        return (from, to);
    }

    private int Find(int position)
    {
        var low = 0;
        var high = _runs.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_runs[middle].Start <= position) low = middle;
            else high = middle - 1;
        }
        return low;
    }
}
