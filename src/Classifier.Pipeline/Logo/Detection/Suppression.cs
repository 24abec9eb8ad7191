namespace Classifier.Pipeline.Logo.Detection;

/// <summary>Greedy non-maximum suppression: of boxes that overlap, the surest one stays.</summary>
internal static class Suppression
{
    /// <param name="overlap">Shared part, of the union, from which the less sure one goes.</param>
    /// <param name="most">Most that stay.</param>
    /// <returns>Surest first; no two of them overlap so much.</returns>
    public static List<LogoCandidate> Apply(IEnumerable<LogoCandidate> candidates, double overlap, int most)
    {
        var kept = new List<LogoCandidate>();
        var ordered = candidates.OrderByDescending(c => c.Logit)
            .ThenBy(c => c.Box.Top).ThenBy(c => c.Box.Left).ThenBy(c => c.Box.Right).ThenBy(c => c.Box.Bottom);
        foreach (var candidate in ordered)
        {
            if (kept.Count == most) break;
            if (!kept.Exists(k => k.Box.Overlap(candidate.Box) >= overlap)) kept.Add(candidate);
        }
        return kept;
    }
}
