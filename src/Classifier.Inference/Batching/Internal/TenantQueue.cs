using System.Numerics;

namespace Classifier.Inference.Batching.Internal;

/// <summary>One tenant's waiting work of one class: a heap by due time for each bucket, and its account in the round robin.</summary>
internal sealed class TenantQueue
{
    private readonly IndexedHeap<ByDue>?[] _heaps;
    private ulong _filled;
    private ulong _closed;
    private long _closedIn = -1;

    public TenantQueue(int buckets)
    {
        _heaps = new IndexedHeap<ByDue>?[buckets];
    }

    public string Tenant { get; set; } = string.Empty;

    /// <summary>Place in its class's list.</summary>
    public int Index { get; set; }

    /// <summary>Cost it may still take in this round; negative while in debt.</summary>
    public long Deficit { get; set; }

    public int Count { get; private set; }
    public long Cost { get; private set; }

    /// <summary>The entry due first in a bucket.</summary>
    public WorkEntry? First(int bucket) => (_filled >> bucket & 1) == 0 ? null : _heaps[bucket]!.First;

    /// <summary>The entry due first of all.</summary>
    public WorkEntry? Head
    {
        get
        {
            WorkEntry? head = null;
            for (var left = _filled; left != 0; left &= left - 1)
            {
                var first = _heaps[BitOperations.TrailingZeroCount(left)]!.First!;
                if (head is null || ByDue.Before(first, head)) head = first;
            }
            return head;
        }
    }

    public void Add(WorkEntry entry)
    {
        (_heaps[entry.Bucket] ??= new()).Add(entry);
        _filled |= 1UL << entry.Bucket;
        entry.Owner = this;
        Count++;
        Cost += entry.Length;
    }

    public void Remove(WorkEntry entry)
    {
        var heap = _heaps[entry.Bucket]!;
        heap.Remove(entry);
        if (heap.Count == 0) _filled &= ~(1UL << entry.Bucket);
        entry.Owner = null;
        Count--;
        Cost -= entry.Length;
    }

    /// <summary>Nothing more of this bucket joins this batch.</summary>
    public void Close(int bucket, long batch)
    {
        if (_closedIn != batch) _closed = 0;
        _closedIn = batch;
        _closed |= 1UL << bucket;
    }

    /// <summary>Whether something of this bucket may join this batch.</summary>
    public bool Offers(int bucket, long batch)
    {
        var open = _closedIn == batch ? _filled & ~_closed : _filled;
        return (open >> bucket & 1) != 0;
    }
}
