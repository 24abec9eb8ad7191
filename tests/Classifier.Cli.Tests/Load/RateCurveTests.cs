using Classifier.Cli.Load.Schedules;
using CsCheck;

namespace Classifier.Cli.Tests.Load;

public sealed class RateCurveTests
{
    private static readonly Gen<RateCurve> Curves = Gen.Select(Gen.Int[0, 2], Gen.Double[0, 200], Gen.Double[0, 200], Gen.Double[0.1, 60], Gen.Double[0.5, 20])
        .Select((kind, a, b, seconds, period) => kind switch
        {
            0 => RateCurve.Constant(a, seconds),
            1 => RateCurve.Ramp(a, b, seconds),
            _ => RateCurve.Sawtooth(Math.Min(a, b), Math.Max(a, b), seconds, period),
        });

    [Fact]
    public void TimeOf_inverts_the_expected_count() => Gen.Select(Curves, Gen.Double[0, 1]).Sample((curve, part) =>
    {
        if (curve.Total < 1e-6) return;
        var expected = part * curve.Total;
        var second = curve.TimeOf(expected);
        Assert.InRange(second, 0, curve.Seconds + 1e-9);
        Assert.Equal(expected, curve.Expected(second), 1e-6 * Math.Max(1, curve.Total));
    });

    [Fact]
    public void TimeOf_ascends() => Gen.Select(Curves, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((curve, a, b) =>
        Assert.True(curve.TimeOf(Math.Min(a, b) * curve.Total) <= curve.TimeOf(Math.Max(a, b) * curve.Total) + 1e-9));

    [Fact]
    public void A_sawtooth_rises_and_falls_at_once()
    {
        var curve = RateCurve.Sawtooth(10, 30, 10, 4);
        Assert.Equal(10, curve.At(0), 1e-9);
        Assert.Equal(20, curve.At(2), 1e-9);
        Assert.Equal(10, curve.At(4), 1e-9);
        Assert.Equal(20, curve.At(9.9999999), 1e-3);
        Assert.Equal(0, curve.At(10));
        // Two whole teeth of mean 20 and half a one from 10 to 20.
        Assert.Equal(4 * 20 + 4 * 20 + 2 * 15, curve.Total, 1e-9);
    }
}
