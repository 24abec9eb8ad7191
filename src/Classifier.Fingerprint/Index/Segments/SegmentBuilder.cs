using Classifier.Fingerprint.Index.Storage;

namespace Classifier.Fingerprint.Index.Segments;

/// <summary>Writes segment files.</summary>
internal static unsafe class SegmentBuilder
{
    /// <param name="order">Positions of the delta to write, by ascending id.</param>
    public static void Write(IFileSystem files, string directory, ulong number, DeltaSegment delta, int[] order) =>
        Write(files, directory, number, order.Length, i => delta.IdAt(order[i]), i => delta.Codes[order[i]], i => delta.EntryAt(order[i]).Payload);

    /// <summary>Writes entries with distinct ids in ascending order.</summary>
    public static void Write(IFileSystem files, string directory, ulong number, IReadOnlyList<IndexEntry> sorted) =>
        Write(files, directory, number, sorted.Count, i => sorted[i].Id, i => sorted[i].Code, i => sorted[i].Payload);

    public static void Write(IFileSystem files, string directory, ulong number, SegmentMerge merge) =>
        Write(files, directory, number, merge.Count, merge.IdAt, merge.CodeAt, merge.PayloadAt);

    private static void Write(
        IFileSystem files,
        string directory,
        ulong number,
        int count,
        Func<int, ulong> id,
        Func<int, Hash256> code,
        Func<int, ReadOnlyMemory<byte>> payload)
    {
        using var data = new SegmentData(count);
        for (var i = 0; i < count; i++)
        {
            data.Ids[i] = id(i);
            data.Codes[i] = code(i);
        }

        SegmentFile.Write(files, directory, number, data, payload);
    }
}
