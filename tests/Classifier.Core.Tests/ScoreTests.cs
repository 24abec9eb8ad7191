using CsCheck;

namespace Classifier.Core.Tests;

public sealed class ScoreTests
{
    [Theory]
    [InlineData(-0.0001)]
    [InlineData(1.0001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_that_is_no_probability_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Score(value));

    [Fact]
    public void Comparison_is_that_of_the_values() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Sample((a, b) =>
        {
            var (x, y) = (new Score(a), new Score(b));
            return x < y == a < b && x <= y == a <= b && x > y == a > b && x >= y == a >= b && Math.Sign(x.CompareTo(y)) == Math.Sign(a.CompareTo(b));
        });

    [Fact]
    public void Text_does_not_depend_on_the_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Assert.Equal("0.25", new Score(0.25).ToString());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
