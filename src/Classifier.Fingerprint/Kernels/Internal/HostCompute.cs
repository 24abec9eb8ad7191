using System.Collections.Concurrent;
using Classifier.Fingerprint.Duplicates;
using Classifier.Fingerprint.Hashing;

namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>The processor's path: the SIMD hasher, and plain exact searches.</summary>
internal sealed class HostCompute : IFingerprintCompute
{
    private readonly ConcurrentBag<PdqHasher> _hashers = [];

    public string Name => "the processor";

    public ImageHash ComputePdq(ReadOnlySpan<byte> rgb, int width, int height)
    {
        if (!_hashers.TryTake(out var hasher)) hasher = new PdqHasher();
        try
        {
            return hasher.Compute(rgb, width, height);
        }
        finally
        {
            _hashers.Add(hasher);
        }
    }

    public HammingMatch[][] FindNearest(ReadOnlySpan<Hash256> codes, ReadOnlySpan<Hash256> queries, int count, int radius)
    {
        var results = new HammingMatch[queries.Length][];
        for (var q = 0; q < queries.Length; q++)
        {
            var nearest = new NearestMatches(count);
            for (var i = 0; i < codes.Length; i++)
            {
                var distance = queries[q].HammingDistance(codes[i]);
                if (distance <= radius) nearest.Offer(new HammingMatch(i, distance));
            }

            results[q] = nearest.Drain();
        }

        return results;
    }

    public HammingPair[] FindPairs(ReadOnlySpan<Hash256> codes, int radius)
    {
        var pairs = new List<HammingPair>();
        for (var i = 0; i < codes.Length; i++)
            for (var j = i + 1; j < codes.Length; j++)
            {
                var distance = codes[i].HammingDistance(codes[j]);
                if (distance <= radius) pairs.Add(new HammingPair(i, j, distance));
            }

        return [.. pairs];
    }

    public void VisitPairs(ReadOnlySpan<Hash256> codes, int radius, Action<int, int> found, CancellationToken cancellation)
    {
        if (radius < Hash256.BitCount)
        {
            NearPairs.Among(codes.ToArray(), radius, found, cancellation);
            return;
        }

        for (var j = 1; j < codes.Length; j++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < j; i++) found(i, j);
        }
    }

    public void Dispose() => _hashers.Clear();
}
