using CsCheck;

namespace Classifier.Core.Tests;

public sealed class ThresholdsTests
{
    private static readonly Gen<double> Unit = Gen.Double[0, 1];

    [Fact]
    public void Decide_is_monotone_in_the_score() =>
        Gen.Select(Unit, Unit, Unit, Unit).Sample((a, b, x, y) =>
        {
            var thresholds = new Thresholds(new Score(Math.Min(a, b)), new Score(Math.Max(a, b)));
            var (low, high) = (Math.Min(x, y), Math.Max(x, y));
            return thresholds.Decide(new Score(low)) <= thresholds.Decide(new Score(high));
        });

    [Theory]
    [InlineData(0.49, Decision.Allow)]
    [InlineData(0.5, Decision.Review)]
    [InlineData(0.89, Decision.Review)]
    [InlineData(0.9, Decision.Block)]
    [InlineData(1.0, Decision.Block)]
    public void A_threshold_belongs_to_what_it_starts(double score, Decision expected) =>
        Assert.Equal(expected, new Thresholds(new Score(0.5), new Score(0.9)).Decide(new Score(score)));

    [Fact]
    public void Block_below_flag_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Thresholds(new Score(0.6), new Score(0.5)));

    [Theory]
    [InlineData(0.29, Decision.Allow)]
    [InlineData(0.3, Decision.Review)]
    [InlineData(0.5, Decision.Review)]
    [InlineData(1.0, Decision.Review)]
    public void A_band_is_reviewed_and_without_a_block_threshold_nothing_blocks(double score, Decision expected) =>
        Assert.Equal(expected, new Thresholds(new Score(0.5), null, new Score(0.3)).Decide(new Score(score)));

    [Fact]
    public void A_band_above_the_flag_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Thresholds(new Score(0.5), null, new Score(0.6)));

    [Fact]
    public void A_threshold_of_one_blocks_a_score_of_one() =>
        Assert.Equal(Decision.Block, new Thresholds(new Score(0.5), new Score(1)).Decide(new Score(1)));
}
