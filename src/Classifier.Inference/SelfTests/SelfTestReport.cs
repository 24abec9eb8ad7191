using Classifier.Core;

namespace Classifier.Inference.SelfTests;

/// <summary>What came out of comparing a graph on this machine with the model's known logits.</summary>
/// <param name="Provider"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Samples">Sequences compared.</param>
/// <param name="MaxDrift">Largest distance of a logit from the known one; not a number before anything ran.</param>
/// <param name="Tolerance">What the manifest allows this variant.</param>
/// <param name="Problem">One line; null where it passed.</param>
public sealed record SelfTestReport(ModelId Model, string Variant, string Provider, int Samples, double MaxDrift, double Tolerance, string? Problem)
{
    public bool Passed => Problem is null;
}
