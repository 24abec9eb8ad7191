using Classifier.Fingerprint.Index.Scanning;
using Classifier.Fingerprint.Index.Segments;

namespace Classifier.Fingerprint.Index.Search;

/// <summary>Runs queries over all segments of a snapshot.</summary>
internal static class SnapshotSearch
{
    // Codes × queries that are worth another thread.
    private const long WorkOfThread = 4_000_000;

    public static void Run(IndexSnapshot snapshot, HitCollector[] collectors, int threads)
    {
        // The newest first: exact duplicates of late arrivals narrow the bound of nearest searches early.
        RunSet(snapshot.Delta, null, collectors, 1);
        foreach (var segment in snapshot.Segments)
            RunSet(segment, segment.Index, collectors, threads);
    }

    private static void RunSet(ICodeSet set, MultiIndex? index, HitCollector[] collectors, int threads)
    {
        if (set.Count == 0)
            return;
        foreach (var collector in collectors)
            collector.Enter(set);
        var scanned = index is null ? collectors : [.. collectors.Where(c => !ByTables(set, index, c, collectors.Length))];
        if (scanned.Length == 0)
            return;
        threads = (int)Math.Clamp((long)set.Count * scanned.Length / WorkOfThread, 1, threads);
        if (threads == 1)
            HammingScan.Scan(set.Codes, 0, set.Count, scanned);
        else
            RunParallel(set, scanned, threads);
    }

    private static bool ByTables(ICodeSet set, MultiIndex index, HitCollector collector, int queries)
    {
        if (!SearchPlanner.PrefersTables(index, collector.Query, collector.Bound, set.Count, queries))
            return false;
        index.Search(set.Codes, collector);
        return true;
    }

    private static void RunParallel(ICodeSet set, HitCollector[] collectors, int threads)
    {
        var blocks = (set.Count + CodePlanes.BlockSize - 1) / CodePlanes.BlockSize;
        var parts = new HitCollector[threads][];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            HitCollector[] own = [.. collectors.Select(collector => collector.Fork())];
            foreach (var collector in own)
                collector.Enter(set);
            var start = (int)((long)blocks * part / threads) * CodePlanes.BlockSize;
            var end = (int)Math.Min(set.Count, (long)blocks * (part + 1) / threads * CodePlanes.BlockSize);
            HammingScan.Scan(set.Codes, start, end, own);
            parts[part] = own;
        });
        foreach (var own in parts)
        {
            for (var i = 0; i < collectors.Length; i++)
                collectors[i].Join(own[i]);
        }
    }
}
