using Classifier.Core;
using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Text;

/// <summary>Reads one task's answer out of the windows' logits.</summary>
internal static class TextJudge
{
    /// <summary>The answer of the window that speaks loudest, and where the loud windows are.</summary>
    public static (Score Score, Thresholds Thresholds, IReadOnlyList<Evidence> Evidence) Judge(
        ModelManifest manifest, TaskManifest task, List<WindowScore> windows, int maxEvidence)
    {
        Score best = default;
        Thresholds thresholds = default;
        List<Evidence>? evidence = null;
        for (var i = 0; i < windows.Count; i++)
        {
            var window = windows[i];
            var head = task.Heads[window.Direction];
            var score = Highest(manifest, head, window.Scores.Logits.Span);
            if (i == 0 || Loudness.IsLouder(score, head.Thresholds, best, thresholds))
                (best, thresholds) = (score, head.Thresholds);
            if (score >= head.Thresholds.Flag)
                (evidence ??= []).Add(new Evidence(window.Part, window.Window.View, window.Window.Start, window.Window.Length, score));
        }
        if (evidence is null) return (best, thresholds, []);
        evidence.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        if (evidence.Count > maxEvidence) evidence.RemoveRange(maxEvidence, evidence.Count - maxEvidence);
        return (best, thresholds, evidence);
    }

    private static Score Highest(ModelManifest manifest, TaskHead head, ReadOnlySpan<float> logits)
    {
        Score best = default;
        foreach (var output in head.Outputs)
        {
            var score = manifest.Outputs[output].Calibration.Apply(logits[output]);
            if (score > best) best = score;
        }
        return best;
    }
}
