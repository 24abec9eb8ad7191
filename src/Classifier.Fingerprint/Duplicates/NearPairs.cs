namespace Classifier.Fingerprint.Duplicates;

/// <summary>
/// Finds every pair of hashes within a radius, exactly. Small sets are compared pair by pair; larger ones by bands: cut into 16
/// words of 16 bits, two hashes at most 31 bits apart have a word in which they differ by at most one bit, so a hash is compared
/// only with those that share one of 16 × 17 keys with it.
/// </summary>
public static class NearPairs
{
    // Where 16 × 17 look-ups with what they find cost as much as comparing with everything.
    private const int BandsFrom = 12_000;

    private const int LargestBandedRadius = 2 * BandTable.Bands - 1;

    /// <summary>Reports each pair of different items once, the lower item first.</summary>
    /// <param name="hashes">One an item.</param>
    /// <param name="radius">Largest distance, 0 to 255.</param>
    /// <param name="found">Called on this thread.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such radius.</exception>
    public static void Among(Hash256[] hashes, int radius, Action<int, int> found, CancellationToken cancellation = default)
    {
        CheckRadius(radius);
        if (IsBanded(hashes.Length, radius))
        {
            var table = new BandTable(hashes);
            for (var probe = 1; probe < hashes.Length; probe++)
            {
                cancellation.ThrowIfCancellationRequested();
                table.Near(hashes[probe], probe, radius, probe, found);
            }

            return;
        }

        for (var probe = 1; probe < hashes.Length; probe++)
        {
            cancellation.ThrowIfCancellationRequested();
            Compare(hashes.AsSpan(0, probe), hashes[probe], radius, probe, found);
        }
    }

    /// <summary>Reports each item with each probe that is near it, once.</summary>
    /// <param name="found">Takes the item and the number of the probe.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such radius.</exception>
    public static void Between(
        Hash256[] hashes, Hash256[] probes, int radius, Action<int, int> found, CancellationToken cancellation = default)
    {
        CheckRadius(radius);
        var table = IsBanded(hashes.Length, radius) ? new BandTable(hashes) : null;
        for (var probe = 0; probe < probes.Length; probe++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (table is null) Compare(hashes, probes[probe], radius, probe, found);
            else table.Near(probes[probe], probe, radius, hashes.Length, found);
        }
    }

    /// <summary>
    /// About how many comparisons, in order and side by side, <see cref="Among"/> costs. With bands a hash costs what half of the
    /// smallest banded set does, and each candidate, which lies anywhere in memory, a few comparisons more.
    /// </summary>
    internal static double Comparisons(int count, int radius)
    {
        var pairs = (double)count * count / 2;
        if (!IsBanded(count, radius)) return pairs;
        const double candidates = (double)BandTable.Probes / BandTable.Keys, dearer = 8;
        return count * (BandsFrom / 2.0) + pairs * candidates * dearer;
    }

    private static bool IsBanded(int count, int radius) => count >= BandsFrom && radius <= LargestBandedRadius;

    private static void CheckRadius(int radius) => ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)radius, 255u, nameof(radius));

    private static void Compare(ReadOnlySpan<Hash256> hashes, Hash256 code, int radius, int probe, Action<int, int> found)
    {
        for (var item = 0; item < hashes.Length; item++)
        {
            ref readonly var other = ref hashes[item];
            // Strangers differ in about half of their bits, so half of the words tells nearly always.
            var half = ulong.PopCount(other.Word0 ^ code.Word0) + ulong.PopCount(other.Word1 ^ code.Word1);
            if (half <= (ulong)radius && other.HammingDistance(code) <= radius) found(item, probe);
        }
    }
}
