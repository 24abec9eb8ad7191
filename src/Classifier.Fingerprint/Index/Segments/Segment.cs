using Classifier.Fingerprint.Index.Scanning;
using Classifier.Fingerprint.Index.Storage;

namespace Classifier.Fingerprint.Index.Segments;

/// <summary>Entries that never change, sorted by id; removal only marks.</summary>
internal sealed unsafe class Segment : ICodeSet
{
    private readonly SegmentData _data;
    private readonly PayloadFile _payloads;

    private Segment(ulong number, SegmentData data, PayloadFile payloads, ulong[] removed, MultiIndex? index)
    {
        (Number, _data, _payloads, Index) = (number, data, payloads, index);
        Removed = new BitMap(data.Count, removed.Length == 0 ? null : removed);
    }

    public ulong Number { get; }

    public MultiIndex? Index { get; }

    public BitMap Removed { get; }

    public CodePlanes Codes => _data.Codes;

    public int Count => _data.Count;

    public int LiveCount => Count - Removed.Count;

    /// <summary>Reads a segment's file, checks it, and indexes it where it is large enough.</summary>
    public static Segment Open(IFileSystem files, string directory, ulong number, ulong[] removed, IndexOptions options)
    {
        var (data, payloads) = SegmentFile.Read(files, directory, number);
        if (removed.Length != 0 && removed.Length != (data.Count + 63) / 64)
            throw StorageFailure.Corrupt(Manifest.FileName, "it marks removals that do not fit a segment");
        var index = data.Count >= options.MultiIndexFrom ? MultiIndex.Build(data.Codes, data.Count) : null;
        return new Segment(number, data, payloads, removed, index);
    }

    public ulong IdAt(int position) => _data.Ids[position];

    public bool IsRemoved(int position) => Removed[position];

    /// <returns>The position of an id that is not removed, or −1.</returns>
    public int Find(ulong id)
    {
        var position = _data.Find(id);
        return position >= 0 && !Removed[position] ? position : -1;
    }

    /// <returns>False when no entry has an id of this range; true also where those that have one are removed.</returns>
    public bool MayHave(ulong first, ulong last)
    {
        var position = _data.FirstFrom(first);
        return position < Count && IdAt(position) <= last;
    }

    public byte[] Payload(int position) => _payloads.Read(position);

    public IndexEntry EntryAt(int position) => new(IdAt(position), Codes[position], Payload(position));
}
