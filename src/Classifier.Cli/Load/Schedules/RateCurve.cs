namespace Classifier.Cli.Load.Schedules;

/// <summary>A rate over time, piecewise linear; its integral, the expected number of arrivals, can be inverted.</summary>
internal sealed class RateCurve
{
    private readonly Piece[] _pieces;

    private RateCurve(IEnumerable<(double Seconds, double From, double To)> pieces)
    {
        var (start, before) = (0.0, 0.0);
        var list = new List<Piece>();
        foreach (var (seconds, from, to) in pieces)
        {
            list.Add(new(start, seconds, from, to, before));
            start += seconds;
            before += list[^1].Area;
        }
        _pieces = [.. list];
        (Seconds, Total) = (start, before);
    }

    public double Seconds { get; }

    /// <summary>Expected arrivals.</summary>
    public double Total { get; }

    public static RateCurve Constant(double rate, double seconds) => new([(seconds, rate, rate)]);

    public static RateCurve Ramp(double from, double to, double seconds) => new([(seconds, from, to)]);

    /// <summary>Rises from <paramref name="low"/> to <paramref name="high"/> in every period and falls at once; the last tooth may be cut.</summary>
    public static RateCurve Sawtooth(double low, double high, double seconds, double period)
    {
        return new(Teeth());

        IEnumerable<(double, double, double)> Teeth()
        {
            for (var left = seconds; left > 1e-9; left -= period)
            {
                var part = Math.Min(period, left);
                yield return (part, low, low + (high - low) * part / period);
            }
        }
    }

    /// <summary>Items a second; 0 outside.</summary>
    public double At(double second)
    {
        foreach (var p in _pieces)
            if (second >= p.Start && second < p.Start + p.Seconds) return p.From + p.Slope * (second - p.Start);
        return 0;
    }

    /// <summary>Expected arrivals until a second.</summary>
    public double Expected(double second)
    {
        foreach (var p in _pieces)
        {
            if (second >= p.Start + p.Seconds) continue;
            var t = second - p.Start;
            return p.Before + p.From * t + p.Slope / 2 * t * t;
        }
        return Total;
    }

    /// <summary>When so many arrivals are expected; ascending in <paramref name="expected"/>, which lies in 0 to <see cref="Total"/>.</summary>
    public double TimeOf(double expected)
    {
        foreach (var p in _pieces)
        {
            var area = expected - p.Before;
            if (area > p.Area || p.Area <= 0) continue;
            // The root of slope/2·t² + from·t = area in the form that does not cancel where the slope is small.
            var t = 2 * area / (p.From + Math.Sqrt(Math.Max(0, p.From * p.From + 2 * p.Slope * area)));
            return p.Start + Math.Min(double.IsNaN(t) ? 0 : t, p.Seconds);
        }
        return Seconds;
    }

    private readonly record struct Piece(double Start, double Seconds, double From, double To, double Before)
    {
        public double Slope => Seconds > 0 ? (To - From) / Seconds : 0;
        public double Area => (From + To) / 2 * Seconds;
    }
}
