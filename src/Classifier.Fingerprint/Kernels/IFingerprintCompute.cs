using Classifier.Fingerprint.Hashing;

namespace Classifier.Fingerprint.Kernels;

/// <summary>The heavy work on fingerprints, wherever it runs. Thread-safe.</summary>
public interface IFingerprintCompute : IDisposable
{
    /// <summary>What runs it, for people.</summary>
    string Name { get; }

    /// <summary>PDQ of a picture, as <see cref="PdqHasher.Compute"/>.</summary>
    ImageHash ComputePdq(ReadOnlySpan<byte> rgb, int width, int height);

    /// <summary>For each query the nearest codes, exact, nearest first and the earlier of equals first.</summary>
    /// <param name="codes">The codes searched.</param>
    /// <param name="queries">Any number.</param>
    /// <param name="count">Most codes for each query, 1 to 1024.</param>
    /// <param name="radius">Greatest distance, 0 to 256.</param>
    HammingMatch[][] FindNearest(ReadOnlySpan<Hash256> codes, ReadOnlySpan<Hash256> queries, int count, int radius);

    /// <summary>All pairs at most <paramref name="radius"/> apart, by first and then second place.</summary>
    HammingPair[] FindPairs(ReadOnlySpan<Hash256> codes, int radius);

    /// <summary>Tells of all pairs at most <paramref name="radius"/> apart as they are found, in no order, and keeps none.</summary>
    /// <param name="found">Takes both places, the earlier first; called on this thread, more than once for a pair where a device fails midway.</param>
    void VisitPairs(ReadOnlySpan<Hash256> codes, int radius, Action<int, int> found, CancellationToken cancellation);
}
