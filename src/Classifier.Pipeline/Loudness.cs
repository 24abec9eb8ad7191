using Classifier.Core;

namespace Classifier.Pipeline;

/// <summary>Which of two scores speaks for an item.</summary>
internal static class Loudness
{
    /// <summary>Directions have thresholds of their own, so scores are compared by what they decide, then by their height above the flag.</summary>
    public static bool IsLouder(Score score, Thresholds its, Score than, Thresholds theirs)
    {
        var (a, b) = (its.Decide(score), theirs.Decide(than));
        return a != b ? a > b : score.Value - its.Flag.Value > than.Value - theirs.Flag.Value;
    }
}
