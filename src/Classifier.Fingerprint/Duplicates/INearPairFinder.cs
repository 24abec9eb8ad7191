namespace Classifier.Fingerprint.Duplicates;

/// <summary>Finds near pairs, exactly, wherever that is fastest. Thread-safe.</summary>
public interface INearPairFinder
{
    /// <summary>Reports each pair of different items at least once, the lower item first.</summary>
    /// <param name="hashes">One an item.</param>
    /// <param name="radius">Largest distance, 0 to 255.</param>
    /// <param name="found">Called on this thread.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such radius.</exception>
    void Among(Hash256[] hashes, int radius, Action<int, int> found, CancellationToken cancellation = default);
}
