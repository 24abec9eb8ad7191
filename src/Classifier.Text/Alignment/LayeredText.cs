namespace Classifier.Text.Alignment;

/// <summary>A text under change: each layer of edits works on what the one before left, and every position leads back to the first source.</summary>
internal sealed class LayeredText(string text, IEnumerable<SpanMap> maps)
{
    private readonly List<SpanMap> _maps = [.. maps];
    private List<TextSpan> _changed = [];

    public string Text { get; private set; } = text;

    /// <summary>From this text down to the first source.</summary>
    public SpanMap[] Maps => [.. _maps];

    /// <summary>Spans that the source does not have, in order, apart from each other. A deletion is an empty span.</summary>
    public IReadOnlyList<TextSpan> Changed => _changed;

    /// <summary>Applies edits in any order. Of two that overlap, the one that starts first wins, of these the longer.</summary>
    public void Apply(List<TextEdit> edits)
    {
        if (edits.Count == 0) return;
        edits.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var builder = new MappedTextBuilder(Text.Length);
        var changed = new List<TextSpan>();
        var position = 0;
        foreach (var edit in edits)
        {
            if (edit.Start < position) continue;
            builder.Copy(Text.AsSpan(position, edit.Start - position), position);
            var start = builder.Length;
            builder.Replace(edit.With, edit.Start, edit.End - edit.Start);
            changed.Add(new TextSpan(start, builder.Length));
            position = edit.End;
        }
        builder.Copy(Text.AsSpan(position), position);
        var made = builder.Build();
        Add(made.Text, made.Map!, changed);
    }

    /// <summary>Adds a layer made elsewhere.</summary>
    /// <param name="changed">What the layer changed, in its own text, in order.</param>
    public void Add(string text, SpanMap map, List<TextSpan> changed)
    {
        foreach (var before in _changed)
        {
            var (start, end) = map.FromSource(before.Start, before.End);
            changed.Add(new TextSpan(start, end));
        }
        _changed = Merge(changed);
        _maps.Insert(0, map);
        Text = text;
    }

    private static List<TextSpan> Merge(List<TextSpan> spans)
    {
        spans.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var merged = new List<TextSpan>();
        foreach (var span in spans)
        {
            if (merged.Count > 0 && span.Start <= merged[^1].End)
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, span.End) };
            else merged.Add(span);
        }
        return merged;
    }
}
