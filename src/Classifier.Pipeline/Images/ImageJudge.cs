using Classifier.Core;
using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Images;

/// <summary>Reads one task's answer out of the crops' logits.</summary>
internal static class ImageJudge
{
    /// <summary>The answer of the picture or frame that speaks loudest, and the crops that made it: those at or above the lowest threshold, best first.</summary>
    public static (Score Score, Thresholds Thresholds, IReadOnlyList<Evidence> Evidence) Judge(
        ModelManifest manifest, TaskManifest task, IReadOnlyList<PictureScores> pictures, int maxEvidence)
    {
        Score best = default;
        Thresholds thresholds = default;
        var evidence = new List<Evidence>();
        for (var i = 0; i < pictures.Count; i++)
        {
            var picture = pictures[i];
            var head = task.Heads[picture.Direction];
            var score = Highest(manifest, head, output => CropAggregation.Apply(
                manifest.Crops!.Aggregate, [.. picture.Crops.Select(c => (double)c.Logits[output])]));
            if (i == 0 || Loudness.IsLouder(score, head.Thresholds, best, thresholds)) (best, thresholds) = (score, head.Thresholds);
            var lowest = head.Thresholds.Uncertain ?? head.Thresholds.Flag;
            if (score < lowest) continue;
            foreach (var crop in picture.Crops)
            {
                var its = Highest(manifest, head, output => crop.Logits[output]);
                if (its >= lowest) evidence.Add(new(picture.Part, null, 0, 0, its, crop.Box, picture.Frame));
            }
        }
        return (best, thresholds, [.. evidence.OrderByDescending(e => e.Score).Take(maxEvidence)]);
    }

    private static Score Highest(ModelManifest manifest, TaskHead head, Func<int, double> logit)
    {
        Score best = default;
        foreach (var output in head.Outputs)
        {
            var score = manifest.Outputs[output].Calibration.Apply(logit(output));
            if (score > best) best = score;
        }
        return best;
    }
}
