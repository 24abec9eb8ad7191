using Classifier.Fingerprint.Index.Scanning;

namespace Classifier.Fingerprint.Index.Storage;

/// <summary>Ids, in ascending order, and codes of a segment: 40 bytes an entry.</summary>
internal sealed unsafe class SegmentData(int count) : IDisposable
{
    private readonly NativeWords _ids = new(count);

    public int Count { get; } = count;

    public CodePlanes Codes { get; } = new(count);

    public ulong* Ids => _ids.Pointer;

    /// <returns>The position of an id, or −1.</returns>
    public int Find(ulong id)
    {
        var position = FirstFrom(id);
        return position < Count && Ids[position] == id ? position : -1;
    }

    /// <returns>The position of the smallest id that is not below this one; the count where there is none.</returns>
    public int FirstFrom(ulong id)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (Ids[middle] < id)
                low = middle + 1;
            else
                high = middle;
        }

        GC.KeepAlive(this);
        return low;
    }

    public void Dispose()
    {
        _ids.Dispose();
        Codes.Dispose();
    }
}
