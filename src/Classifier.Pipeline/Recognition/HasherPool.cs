using System.Collections.Concurrent;
using Classifier.Fingerprint;
using Classifier.Fingerprint.Hashing;

namespace Classifier.Pipeline.Recognition;

/// <summary>Hashes pictures on any thread. A hasher keeps scratch memory and serves one picture at a time, so they are kept for the next.</summary>
public sealed class HasherPool
{
    private readonly ConcurrentDictionary<HashAlgorithmKind, ConcurrentBag<IImageHasher>> _idle = new();

    /// <param name="rgb">Packed rows of 3 × <paramref name="width"/> bytes.</param>
    public ImageHash Compute(HashAlgorithmKind kind, ReadOnlySpan<byte> rgb, int width, int height)
    {
        var idle = _idle.GetOrAdd(kind, _ => []);
        var hasher = idle.TryTake(out var used) ? used : ImageHashers.Create(kind);
        var hash = hasher.Compute(rgb, width, height);
        idle.Add(hasher);
        return hash;
    }
}
