using HdrHistogram;

namespace Classifier.Cli.Load.Report;

/// <summary>Percentiles of durations to three digits, from 1 µs to an hour.</summary>
internal sealed class Percentiles
{
    private const long MostMicroseconds = 3_600_000_000;
    private readonly LongHistogram _histogram = new(MostMicroseconds, 3);

    public static Percentiles Of(IEnumerable<double> seconds)
    {
        var percentiles = new Percentiles();
        foreach (var s in seconds) percentiles._histogram.RecordValue(Math.Clamp((long)Math.Round(s * 1e6), 0, MostMicroseconds));
        return percentiles;
    }

    /// <param name="percent">0 to 100.</param>
    /// <returns>Milliseconds; null where nothing was recorded.</returns>
    public double? Milliseconds(double percent) => _histogram.TotalCount == 0 ? null : _histogram.GetValueAtPercentile(percent) / 1e3;
}
