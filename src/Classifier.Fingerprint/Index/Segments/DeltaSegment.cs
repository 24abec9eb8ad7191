using System.Collections.Concurrent;
using Classifier.Fingerprint.Index.Scanning;

namespace Classifier.Fingerprint.Index.Segments;

/// <summary>The newest entries, in order of arrival. One thread appends; readers see a prefix through <see cref="DeltaView"/>.</summary>
internal sealed class DeltaSegment(int capacity)
{
    private readonly ulong[] _ids = new ulong[capacity];
    private readonly ReadOnlyMemory<byte>[] _payloads = new ReadOnlyMemory<byte>[capacity];
    private readonly BitMap _removed = new(capacity);
    private readonly ConcurrentDictionary<ulong, int> _positions = new();

    public CodePlanes Codes { get; } = new(capacity);

    public int Count { get; private set; }

    public int Capacity => capacity;

    /// <summary>Entries that are not removed.</summary>
    public int LiveCount => Count - _removed.Count;

    public void Append(in IndexEntry entry)
    {
        Remove(entry.Id);
        var position = Count;
        _ids[position] = entry.Id;
        _payloads[position] = entry.Payload;
        Codes[position] = entry.Code;
        Count = position + 1;
        _positions[entry.Id] = position;
    }

    public bool Remove(ulong id) => _positions.TryRemove(id, out var position) && _removed.Set(position);

    public int Find(ulong id) => _positions.TryGetValue(id, out var position) ? position : -1;

    public ulong IdAt(int position) => _ids[position];

    public bool IsRemoved(int position) => _removed[position];

    public IndexEntry EntryAt(int position) => new(_ids[position], Codes[position], _payloads[position]);

    /// <returns>Positions of what is not removed, by ascending id.</returns>
    public int[] Sorted()
    {
        int[] positions = [.. Enumerable.Range(0, Count).Where(position => !_removed[position])];
        Array.Sort(positions, (a, b) => _ids[a].CompareTo(_ids[b]));
        return positions;
    }
}
