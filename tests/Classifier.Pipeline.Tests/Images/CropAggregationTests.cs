using Classifier.Inference.Manifests;
using Classifier.Pipeline.Images;
using CsCheck;

namespace Classifier.Pipeline.Tests.Images;

public sealed class CropAggregationTests
{
    [Theory]
    [InlineData("Median", new[] { 3.0 }, 3)]
    [InlineData("Median", new[] { 9.0, 1, 2 }, 2)]
    [InlineData("Median", new[] { 9.0, 1, 2, 4 }, 3)]
    [InlineData("Mean", new[] { 9.0, 1, 2 }, 4)]
    [InlineData("Top", new[] { 5.0, 1 }, 5)]
    [InlineData("Top", new[] { 5.0, 1, 2, 3, 4 }, 5)]
    [InlineData("Top", new[] { 1.0, 9, 2, 8, 3, 7, 4, 6, 5 }, 8)]
    public void Crops_answer_together(string aggregate, double[] logits, double expected) =>
        Assert.Equal(expected, CropAggregation.Apply(Enum.Parse<CropAggregate>(aggregate), logits), 1e-12);

    [Fact]
    public void Order_does_not_matter_and_the_answer_lies_within_the_crops() =>
        Gen.Select(Gen.Enum<CropAggregate>(), Gen.Double[-50, 50].Array[1, 64], Gen.Int).Sample((aggregate, logits, seed) =>
        {
            var shuffled = (double[])logits.Clone();
            new Random(seed).Shuffle(shuffled);
            var (low, high) = (logits.Min(), logits.Max());
            var answer = CropAggregation.Apply(aggregate, logits);
            Assert.Equal(answer, CropAggregation.Apply(aggregate, shuffled));
            Assert.InRange(answer, low - 1e-9, high + 1e-9);
        });
}
