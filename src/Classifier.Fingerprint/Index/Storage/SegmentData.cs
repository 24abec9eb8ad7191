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
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            var value = Ids[middle];
            if (value == id)
                return middle;
            if (value < id)
                low = middle + 1;
            else
                high = middle - 1;
        }

        GC.KeepAlive(this);
        return -1;
    }

    public void Dispose()
    {
        _ids.Dispose();
        Codes.Dispose();
    }
}
