using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Classifier.Fingerprint.Duplicates;

/// <summary>
/// Finds every pair of signatures that differ in at most so many slots, exactly: cut into one band more than that, two such
/// signatures agree in some band.
/// </summary>
public static class NearSignatures
{
    /// <summary>Reports each pair of different items once, the lower item first.</summary>
    /// <param name="signatures">One an item, all of one length.</param>
    /// <param name="threshold">Largest number of differing slots, 0 to the length − 1.</param>
    /// <exception cref="ArgumentException">The signatures differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such threshold.</exception>
    public static void Among(uint[][] signatures, int threshold, Action<int, int> found, CancellationToken cancellation = default)
    {
        if (signatures.Length == 0) return;
        var slots = signatures[0].Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)threshold, (uint)slots, nameof(threshold));
        if (signatures.Any(s => s.Length != slots)) throw new ArgumentException("Signatures have one length.", nameof(signatures));
        var codes = new SignatureCodes(signatures);
        var bands = threshold + 1;
        var rows = slots / bands;
        for (var band = 0; band < bands; band++)
        {
            var first = band * rows;
            var buckets = new Dictionary<ulong, List<int>>();
            for (var item = 0; item < signatures.Length; item++)
            {
                cancellation.ThrowIfCancellationRequested();
                // Two bands of one hash are compared for nothing, not missed.
                var key = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(signatures[item].AsSpan(first, rows)));
                ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, key, out _);
                foreach (var other in bucket ??= [])
                {
                    if (codes.Distance(other, item) <= threshold && FirstBand(signatures[other], signatures[item], rows) == band) found(other, item);
                }

                bucket.Add(item);
            }
        }
    }

    // A near item turns up in several bands; the first reports it.
    private static int FirstBand(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b, int rows)
    {
        var band = 0;
        while (!a.Slice(band * rows, rows).SequenceEqual(b.Slice(band * rows, rows))) band++;
        return band;
    }
}
