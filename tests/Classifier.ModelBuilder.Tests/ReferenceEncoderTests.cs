using Classifier.Core;
using Classifier.ModelBuilder.Reference;
using Classifier.ModelBuilder.Weights;
using CsCheck;

namespace Classifier.ModelBuilder.Tests;

public sealed class ReferenceEncoderTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1, 0.8427007929497149)]
    [InlineData(-1, -0.8427007929497149)]
    [InlineData(2, 0.9953222650189527)]
    [InlineData(-6, -1)]
    public void Erf_is_within_its_bound(double x, double expected) => Assert.Equal(expected, ReferenceMath.Erf(x), 1.5e-7);

    [Fact]
    public void Gelu_is_never_below_the_floor_that_the_quantiser_relies_on()
    {
        var lowest = Enumerable.Range(-10_000, 20_000).Min(i => ReferenceMath.Gelu(i / 1000f));
        Assert.InRange(lowest, -0.17f, -0.1699f);
    }

    [Fact]
    public void Product_is_the_sum_of_products_for_any_number_of_tokens() =>
        Gen.Select(Gen.Int[1, 11], Gen.Int[1, 5], Gen.Int[1, 4], Gen.Int).Sample((tokens, outputs, eighths, seed) =>
        {
            var random = new Random(seed);
            float[] Values(int n) => [.. Enumerable.Range(0, n).Select(_ => random.NextSingle() - 0.5f)];
            var inputs = 8 * eighths;
            var linear = new Graphs.Linear(Values(outputs * inputs), Values(outputs), outputs, inputs);
            var x = Values(tokens * inputs);
            var y = ReferenceMath.Product(linear, x, tokens);
            for (var t = 0; t < tokens; t++)
                for (var o = 0; o < outputs; o++)
                {
                    double expected = linear.Bias[o];
                    for (var k = 0; k < inputs; k++) expected += (double)linear.Weight[o * inputs + k] * x[t * inputs + k];
                    Assert.Equal(expected, y[t * outputs + o], 1e-5);
                }
        }, iter: 100);

    [Fact]
    public void Softmax_sums_to_one_even_for_large_scores() =>
        Gen.Float[-1e4f, 1e4f].Array[1, 30].Sample(scores =>
        {
            ReferenceMath.Softmax(scores);
            Assert.Equal(1, scores.Sum(), 1e-5);
            Assert.All(scores, s => Assert.InRange(s, 0, 1));
        });

    [Fact]
    public void Ranges_bound_every_text_that_they_were_taken_from()
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder);
        using var weights = EncoderWeights.Open([folder.File(WeightFiles.FineTunedName), folder.File(WeightFiles.BaseName)]);
        var encoder = new ReferenceEncoder(weights);
        var texts = TinyModel.Texts(5, 12);
        var all = encoder.Ranges(texts);
        Assert.Equal(TinyModel.Layers, all.Count);
        foreach (var text in texts)
            foreach (var (one, whole) in encoder.Ranges([text]).Zip(all))
            {
                AssertWithin(one.Attention, whole.Attention);
                AssertWithin(one.Context, whole.Context);
                AssertWithin(one.FeedForward, whole.FeedForward);
            }

        static void AssertWithin(float[] one, float[] whole)
        {
            Assert.Equal(TinyModel.Hidden, whole.Length);
            Assert.All(one.Zip(whole), pair => Assert.InRange(pair.First, 0, pair.Second));
            Assert.Contains(one, v => v > 0);
        }
    }

    [Fact]
    public void Logits_refuse_ids_that_the_network_does_not_have()
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder);
        using var weights = EncoderWeights.Open([folder.File(WeightFiles.FineTunedName), folder.File(WeightFiles.BaseName)]);
        var encoder = new ReferenceEncoder(weights);
        foreach (var ids in (int[][])[[], [-1], [TinyModel.Vocabulary], new int[TinyModel.Positions + 1]])
            Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<ClassifierException>(() => encoder.Logits(ids)).Kind);
    }

    [Fact]
    public void Logits_are_the_golden_ones_for_the_committed_weights()
    {
        using var weights = EncoderWeights.Open([Path.Combine(CommittedModel.Weights, WeightFiles.FineTunedName), Path.Combine(CommittedModel.Weights, WeightFiles.BaseName)]);
        var encoder = new ReferenceEncoder(weights);
        // The shortest ones: this is arithmetic without a runtime.
        foreach (var (ids, logits) in CommittedModel.Golden.OrderBy(g => g.Ids.Length).Take(6))
            Assert.InRange(Distance.Max(logits, encoder.Logits(ids)), 0, 1e-3f);
    }
}
