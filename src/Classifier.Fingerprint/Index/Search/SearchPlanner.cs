using Classifier.Fingerprint.Index.Scanning;
using Classifier.Fingerprint.Index.Segments;

namespace Classifier.Fingerprint.Index.Search;

/// <summary>Chooses, segment by segment and query by query, between tables and scan by what each would cost.</summary>
internal static class SearchPlanner
{
    // Rough nanoseconds on one core. Only their ratios matter, and those are much the same on other machines: a look-up and a
    // candidate wait for memory, a scan streams.
    private const double KeyCost = 35;
    private const double CandidateCost = 12;
    private const double SingleCost = 0.8;
    private const double BatchCost = 0.2;
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
