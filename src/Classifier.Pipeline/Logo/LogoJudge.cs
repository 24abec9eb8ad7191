using Classifier.Core;
using Classifier.Inference.Manifests;
using Classifier.Pipeline.Logo.Claims;

namespace Classifier.Pipeline.Logo;

/// <summary>
/// Makes a verdict of known logos and a claim. A protected brand's logo without a right claim is impersonation: an exact copy scores its
/// similarity, a near copy the highest score there is, for altering a logo is no excuse. Every other logo scores 0 and is evidence alone.
/// </summary>
internal static class LogoJudge
{
    /// <summary>The score of the logo that speaks loudest, and the logos: impersonations first, then the most similar.</summary>
    public static (Score Score, Thresholds Thresholds, IReadOnlyList<Evidence> Evidence) Judge(
        LogoManifest logo, TaskManifest task, IReadOnlyList<LogoScores> pictures, BrandClaim claim, int maxEvidence)
    {
        Score best = default;
        var thresholds = task.Heads[pictures.Count > 0 ? pictures[0].Direction : Direction.Prompt].Thresholds;
        var evidence = new List<(Score Severity, Evidence Evidence)>();
        foreach (var picture in pictures)
        {
            var its = task.Heads[picture.Direction].Thresholds;
            foreach (var seen in picture.Logos)
            {
                var outcome = claim.Against(seen.Brand);
                var severity = Severity(logo, seen, outcome);
                if (Loudness.IsLouder(severity, its, best, thresholds)) (best, thresholds) = (severity, its);
                var sighting = new BrandSighting(seen.Brand.Name, seen.Brand.Title, IsNearCopy(logo, seen), seen.Brand.IsProtected, outcome);
                evidence.Add((severity, new(picture.Part, null, 0, 0, Similarity(seen), seen.Box, picture.Frame, sighting)));
            }
        }
        return (best, thresholds, [.. evidence
            .OrderByDescending(e => e.Severity).ThenByDescending(e => e.Evidence.Score)
            .Select(e => e.Evidence).Take(maxEvidence)]);
    }

    private static Score Severity(LogoManifest logo, KnownLogo seen, BrandClaimOutcome claim) =>
        !seen.Brand.IsProtected || claim == BrandClaimOutcome.Right ? default
        : IsNearCopy(logo, seen) ? new Score(1)
        : Similarity(seen);

    private static bool IsNearCopy(LogoManifest logo, KnownLogo seen) => seen.Cosine < logo.Match;

    private static Score Similarity(KnownLogo seen) => new(Math.Clamp(seen.Cosine, 0, 1));
}
