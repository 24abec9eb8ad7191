using System.Buffers.Binary;
using Classifier.Imaging.Internal;

namespace Classifier.Imaging.Headers;

/// <summary>
/// The size of an AVIF's primary item: meta/pitm names the item, meta/iprp/ipma its properties, meta/iprp/ipco/ispe the size
/// (ISO/IEC 23008-12, 6.5.3 and 9.3). The largest of all sizes is what limits are held against, since tiles and hidden items are
/// decoded too. Sequences count as their primary item.
/// </summary>
internal static class AvifHeader
{
    public static ImageHeader Read(ReadOnlySpan<byte> data)
    {
        var meta = Find(data, "meta"u8);
        if (meta.Length < 4) throw Faults.Damaged();
        meta = meta[4..];
        var properties = Find(meta, "iprp"u8);
        var container = Find(properties, "ipco"u8);
        if (container.IsEmpty) throw Faults.Damaged();

        Span<ushort> primary = stackalloc ushort[32];
        var count = PrimaryProperties(Find(properties, "ipma"u8), PrimaryItem(Find(meta, "pitm"u8)), primary);
        return Size(container, primary[..count]);
    }

    private static ImageHeader Size(ReadOnlySpan<byte> container, ReadOnlySpan<ushort> primary)
    {
        var (largest, own) = ((0, 0), (0, 0));
        var index = (ushort)0;
        while (Next(ref container, out var type, out var body))
        {
            index++;
            if (!type.SequenceEqual("ispe"u8)) continue;
            if (body.Length < 12) throw Faults.Damaged();
            var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(body[4..]), BinaryPrimitives.ReadUInt32BigEndian(body[8..]));
            if (width > int.MaxValue || height > int.MaxValue) throw Faults.Damaged();
            var size = ((int)width, (int)height);
            if (Area(size) > Area(largest)) largest = size;
            if (primary.Contains(index)) own = size;
        }

        // A primary item much smaller than another item would hide that one's cost.
        var (w, h) = Area(own) > 0 && Area(largest) <= 4 * Area(own) ? own : largest;
        return new(ImageFormat.Avif, w, h, 1);
    }

    private static long Area((int Width, int Height) size) => (long)size.Width * size.Height;

    private static uint PrimaryItem(ReadOnlySpan<byte> pitm) => pitm switch
    {
        { Length: >= 8 } when pitm[0] != 0 => BinaryPrimitives.ReadUInt32BigEndian(pitm[4..]),
        { Length: >= 6 } => BinaryPrimitives.ReadUInt16BigEndian(pitm[4..]),
        _ => 0,
    };

    private static int PrimaryProperties(ReadOnlySpan<byte> ipma, uint item, Span<ushort> found)
    {
        if (ipma.Length < 8) return 0;
        var (wideItems, wideIndices) = (ipma[0] != 0, (ipma[3] & 1) != 0);
        var entries = BinaryPrimitives.ReadUInt32BigEndian(ipma[4..]);
        var at = 8;
        for (uint entry = 0; entry < entries; entry++)
        {
            if (at + (wideItems ? 5 : 3) > ipma.Length) return 0;
            var id = wideItems ? BinaryPrimitives.ReadUInt32BigEndian(ipma[at..]) : BinaryPrimitives.ReadUInt16BigEndian(ipma[at..]);
            at += wideItems ? 4 : 2;
            int count = ipma[at++];
            var width = wideIndices ? 2 : 1;
            if (at + (count * width) > ipma.Length) return 0;
            if (id == item)
            {
                count = Math.Min(count, found.Length);
                for (var i = 0; i < count; i++)
                    found[i] = wideIndices ? (ushort)(BinaryPrimitives.ReadUInt16BigEndian(ipma[(at + (2 * i))..]) & 0x7FFF) : (ushort)(ipma[at + i] & 0x7F);
                return count;
            }

            at += count * width;
        }

        return 0;
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> wanted)
    {
        while (Next(ref boxes, out var type, out var body))
        {
            if (type.SequenceEqual(wanted)) return body;
        }

        return [];
    }

    /// <summary>Takes one box off the front; false at the end or where the rest is no whole box.</summary>
    private static bool Next(scoped ref ReadOnlySpan<byte> boxes, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> body)
    {
        type = body = [];
        if (boxes.Length < 8) return false;
        long size = BinaryPrimitives.ReadUInt32BigEndian(boxes);
        var start = 8;
        if (size == 1)
        {
            if (boxes.Length < 16) return false;
            size = BinaryPrimitives.ReadInt64BigEndian(boxes[8..]);
            start = 16;
        }

        if (size == 0) size = boxes.Length;
        if (size < start || size > boxes.Length) return false;
        type = boxes.Slice(4, 4);
        body = boxes[start..(int)size];
        boxes = boxes[(int)size..];
        return true;
    }
}
