namespace Classifier.Fingerprint.Index.Segments;

/// <summary>A bit a position, set by one thread and read by any. Bits are never cleared.</summary>
internal sealed class BitMap(int count, ulong[]? words = null)
{
    private readonly ulong[] _words = words ?? new ulong[(count + 63) / 64];
    private int _set = words?.Sum(word => System.Numerics.BitOperations.PopCount(word)) ?? 0;

    /// <summary>How many bits are set.</summary>
    public int Count => Volatile.Read(ref _set);

    public bool this[int position] => (Volatile.Read(ref _words[position >> 6]) >> position & 1) != 0;

    /// <returns>False when the bit was set already.</returns>
    public bool Set(int position)
    {
        var bit = 1UL << position;
        if ((Interlocked.Or(ref _words[position >> 6], bit) & bit) != 0)
            return false;
        Interlocked.Increment(ref _set);
        return true;
    }

    /// <returns>A copy; empty when no bit is set.</returns>
    public ulong[] ToWords() => Count == 0 ? [] : [.. _words];
}
