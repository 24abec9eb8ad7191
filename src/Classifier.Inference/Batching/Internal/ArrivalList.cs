namespace Classifier.Inference.Batching.Internal;

/// <summary>Entries in the order of their arrival, linked through themselves. An entry is in at most one list.</summary>
internal sealed class ArrivalList
{
    public WorkEntry? Oldest { get; private set; }
    public WorkEntry? Newest { get; private set; }
    public int Count { get; private set; }

    public void Append(WorkEntry entry)
    {
        entry.Previous = Newest;
        entry.Next = null;
        if (Newest is null) Oldest = entry;
        else Newest.Next = entry;
        Newest = entry;
        Count++;
    }

    public void Remove(WorkEntry entry)
    {
        if (entry.Previous is null) Oldest = entry.Next;
        else entry.Previous.Next = entry.Next;
        if (entry.Next is null) Newest = entry.Previous;
        else entry.Next.Previous = entry.Previous;
        entry.Previous = entry.Next = null;
        Count--;
    }
}
