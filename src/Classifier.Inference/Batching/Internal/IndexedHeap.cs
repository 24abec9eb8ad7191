namespace Classifier.Inference.Batching.Internal;

/// <summary>What a heap sorts by, and where an entry remembers its position.</summary>
internal interface IHeapOrder
{
    static abstract bool Before(WorkEntry a, WorkEntry b);
    static abstract ref int Slot(WorkEntry entry);
}

/// <summary>By <see cref="WorkEntry.Due"/>, then arrival.</summary>
internal readonly struct ByDue : IHeapOrder
{
    public static bool Before(WorkEntry a, WorkEntry b) => a.Due != b.Due ? a.Due < b.Due : a.Sequence < b.Sequence;
    public static ref int Slot(WorkEntry entry) => ref entry.DueSlot;
}

/// <summary>By deadline, then arrival.</summary>
internal readonly struct ByDeadline : IHeapOrder
{
    public static bool Before(WorkEntry a, WorkEntry b) => a.Deadline != b.Deadline ? a.Deadline < b.Deadline : a.Sequence < b.Sequence;
    public static ref int Slot(WorkEntry entry) => ref entry.DeadlineSlot;
}

/// <summary>A binary heap whose entries know their place, so that any of them leaves in O(log n).</summary>
internal sealed class IndexedHeap<TOrder>
    where TOrder : struct, IHeapOrder
{
    private WorkEntry[] _items = new WorkEntry[4];

    public int Count { get; private set; }

    public WorkEntry? First => Count == 0 ? null : _items[0];

    public void Add(WorkEntry entry)
    {
        if (Count == _items.Length) Array.Resize(ref _items, Count * 2);
        Up(Count++, entry);
    }

    public void Remove(WorkEntry entry)
    {
        ref var slot = ref TOrder.Slot(entry);
        var at = slot;
        slot = -1;
        var last = _items[--Count];
        _items[Count] = null!;
        if (last == entry) return;
        if (at > 0 && TOrder.Before(last, _items[(at - 1) / 2])) Up(at, last);
        else Down(at, last);
    }

    private void Up(int at, WorkEntry entry)
    {
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (!TOrder.Before(entry, _items[parent])) break;
            Place(at, _items[parent]);
            at = parent;
        }
        Place(at, entry);
    }

    private void Down(int at, WorkEntry entry)
    {
        while (true)
        {
            var child = at * 2 + 1;
            if (child >= Count) break;
            if (child + 1 < Count && TOrder.Before(_items[child + 1], _items[child])) child++;
            if (!TOrder.Before(_items[child], entry)) break;
            Place(at, _items[child]);
            at = child;
        }
        Place(at, entry);
    }

    private void Place(int at, WorkEntry entry)
    {
        _items[at] = entry;
        TOrder.Slot(entry) = at;
    }
}
