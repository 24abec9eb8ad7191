namespace Classifier.Fingerprint.Kernels.Internal;

/// <summary>The best few of many matches.</summary>
internal sealed class NearestMatches(int count)
{
    private static readonly Comparer<HammingMatch> FarthestFirst = Comparer<HammingMatch>.Create((a, b) => b.CompareTo(a));

    private readonly PriorityQueue<HammingMatch, HammingMatch> _kept = new(FarthestFirst);

    public void Offer(HammingMatch match)
    {
        if (_kept.Count < count) _kept.Enqueue(match, match);
        else if (match < _kept.Peek()) _kept.EnqueueDequeue(match, match);
    }

    /// <summary>Nearest first; empties the set.</summary>
    public HammingMatch[] Drain()
    {
        var matches = new HammingMatch[_kept.Count];
        for (var i = matches.Length - 1; i >= 0; i--) matches[i] = _kept.Dequeue();
        return matches;
    }
}
