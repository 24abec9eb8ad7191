using Classifier.Inference.Manifests;

namespace Classifier.Pipeline.Images;

/// <summary>One logit out of the crops' logits; their order does not matter.</summary>
internal static class CropAggregation
{
    private const int TopShare = 3;

    /// <param name="logits">At least one; is sorted.</param>
    public static double Apply(CropAggregate aggregate, double[] logits)
    {
        // Sorted first, so that sums do not depend on the order in which crops came back.
        Array.Sort(logits);
        return aggregate switch
        {
            CropAggregate.Median => (logits[(logits.Length - 1) / 2] + logits[logits.Length / 2]) / 2,
            CropAggregate.Mean => logits.Average(),
            CropAggregate.Top => logits.TakeLast(Math.Max(1, logits.Length / TopShare)).Average(),
            _ => throw new ArgumentOutOfRangeException(nameof(aggregate)),
        };
    }
}
