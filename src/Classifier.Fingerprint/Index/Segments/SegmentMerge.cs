namespace Classifier.Fingerprint.Index.Segments;

/// <summary>The entries of several segments in one order, without those that were removed when the merge began.</summary>
internal sealed class SegmentMerge
{
    private readonly Segment[] _sources;
    private readonly ulong[][] _removedAtStart;
    private readonly List<(int Source, int Position)> _order;

    public SegmentMerge(IReadOnlyList<Segment> sources)
    {
        _sources = [.. sources];
        _removedAtStart = [.. sources.Select(source => source.Removed.ToWords())];
        _order = new List<(int, int)>((int)Math.Min(int.MaxValue, sources.Sum(source => (long)source.LiveCount)));
        var heads = new PriorityQueue<(int Source, int Position), ulong>();
        for (var source = 0; source < _sources.Length; source++)
            Advance(heads, source, 0);
        while (heads.TryDequeue(out var head, out _))
        {
            _order.Add(head);
            Advance(heads, head.Source, head.Position + 1);
        }
    }

    public IReadOnlyList<Segment> Sources => _sources;

    public int Count => _order.Count;

    public ulong IdAt(int index) => _sources[_order[index].Source].IdAt(_order[index].Position);

    public Hash256 CodeAt(int index) => _sources[_order[index].Source].Codes[_order[index].Position];

    public ReadOnlyMemory<byte> PayloadAt(int index) => _sources[_order[index].Source].Payload(_order[index].Position);

    /// <returns>Ids that were removed from a source since the merge began.</returns>
    public IEnumerable<ulong> RemovedSince()
    {
        for (var source = 0; source < _sources.Length; source++)
        {
            var now = _sources[source].Removed.ToWords();
            for (var word = 0; word < now.Length; word++)
            {
                var before = _removedAtStart[source].Length == 0 ? 0 : _removedAtStart[source][word];
                for (var left = now[word] & ~before; left != 0; left &= left - 1)
                    yield return _sources[source].IdAt((word * 64) + System.Numerics.BitOperations.TrailingZeroCount(left));
            }
        }
    }

    private void Advance(PriorityQueue<(int Source, int Position), ulong> heads, int source, int position)
    {
        var removed = _removedAtStart[source];
        while (position < _sources[source].Count && removed.Length != 0 && (removed[position >> 6] >> position & 1) != 0)
            position++;
        if (position < _sources[source].Count)
            heads.Enqueue((source, position), _sources[source].IdAt(position));
    }
}
