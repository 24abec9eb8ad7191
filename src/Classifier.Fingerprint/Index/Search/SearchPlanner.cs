using Classifier.Fingerprint.Index.Scanning;
using Classifier.Fingerprint.Index.Segments;

namespace Classifier.Fingerprint.Index.Search;

/// <summary>Chooses, segment by segment and query by query, between tables and scan by what each would cost.</summary>
internal static class SearchPlanner
{
    // Nanoseconds on one core, fitted to 100,000, 1 and 10 million codes (docs/index-search.md). Only their ratios matter, and those
    // are much the same on other machines: a candidate waits for memory, a scan streams.
    private const double KeyCost = 15;
    private const double CandidateCost = 35;
    private const double SingleCost = 0.45;
    private const double BatchCost = 0.16;
    private const double TurnCost = 4;

    /// <returns>True when the tables are expected to answer sooner than this query's share of a scan.</returns>
    /// <param name="queries">Queries that would share a scan.</param>
    public static bool PrefersTables(MultiIndex index, in Hash256 query, int radius, int count, int queries)
    {
        if (radius is < 0 or > MultiIndex.MaxRadius)
            return false;
        var (keys, candidates) = index.Estimate(query, radius);
        return (keys * KeyCost) + (candidates * CandidateCost) < count * ScanCost(queries);
    }

    private static double ScanCost(int queries) =>
        queries < HammingScan.BatchFrom ? SingleCost : BatchCost + (TurnCost / queries);
}
