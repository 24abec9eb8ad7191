namespace Classifier.Fingerprint.Index.Segments;

/// <summary>
/// What a reader sees. Replaced as a whole after each group of changes, so that readers never wait. A removal shows at once, also to
/// readers of an older snapshot.
/// </summary>
internal sealed record IndexSnapshot(IReadOnlyList<Segment> Segments, DeltaView Delta)
{
    public long LiveCount => Segments.Sum(segment => (long)segment.LiveCount) + Delta.Delta.LiveCount;

    public bool TryFind(ulong id, out IndexEntry entry)
    {
        var position = Delta.Delta.Find(id);
        if (position >= 0)
        {
            entry = Delta.Delta.EntryAt(position);
            return true;
        }

        foreach (var segment in Segments)
        {
            if ((position = segment.Find(id)) < 0)
                continue;
            entry = segment.EntryAt(position);
            return true;
        }

        entry = default;
        return false;
    }

    /// <returns>False when no entry has one of these ids; cheaper than to look for each of them.</returns>
    public bool MayHave(ulong first, ulong last)
    {
        for (var id = first; ; id++)
        {
            if (Delta.Delta.Find(id) >= 0)
                return true;
            if (id == last)
                break;
        }

        foreach (var segment in Segments)
        {
            if (segment.MayHave(first, last))
                return true;
        }

        return false;
    }

    /// <returns>Every entry, in no order.</returns>
    public IEnumerable<IndexEntry> Entries()
    {
        foreach (var segment in Segments)
        {
            for (var position = 0; position < segment.Count; position++)
            {
                if (!segment.IsRemoved(position))
                    yield return segment.EntryAt(position);
            }
        }

        for (var position = 0; position < Delta.Count; position++)
        {
            if (!Delta.IsRemoved(position))
                yield return Delta.Delta.EntryAt(position);
        }
    }
}
