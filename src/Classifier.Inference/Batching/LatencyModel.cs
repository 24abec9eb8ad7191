using Classifier.Inference.Batching.Internal;

namespace Classifier.Inference.Batching;

/// <summary>
/// Learns how long a batch runs: non-negative least squares on relative residuals with exponential forgetting, residuals
/// clipped as by Huber (1964), and a ridge towards the last solution, which keeps what the present shapes don't tell.
/// Thread-safe; reading costs nothing.
/// </summary>
public sealed class LatencyModel
{
    private const double Forgetting = 0.98;
    private const double Ridge = 1e-3;
    private const double HuberWidth = 2.5;
    private const double SpreadFloor = 0.02;
    private const double SpreadRate = 0.2;
    private const double MostSpread = 1;
    private const double KeptWithin = 1.5;
    private static readonly (int Items, int Length)[] LearntShapes = [(1, 16), (4, 64), (16, 64), (1, 256), (8, 256), (4, 512)];

    private readonly Lock _gate = new();
    private NormalEquations _evidence;
    private volatile LatencyCoefficients _current;

    public LatencyModel(LatencyCoefficients? initial = null)
    {
        _current = Check(initial ?? LatencyCoefficients.Unknown);
    }

    /// <summary>What is known now; keep it for the next start on this machine.</summary>
    public LatencyCoefficients Current => _current;

    /// <summary>Predicted seconds of a batch.</summary>
    public double Predict(int items, int paddedLength) => _current.Predict(items, paddedLength);

    /// <summary>
    /// Fits at least three warm-up runs of different shapes and forgets what was known; or goes on from coefficients of an
    /// earlier start, which rest on many runs, brought to today's pace, where they still tell the warm-up runs.
    /// </summary>
    /// <param name="kept">Not taken unless the middle run took between two thirds and three halves of what they say.</param>
    /// <exception cref="ArgumentException">Fewer than three, or a value that is not positive.</exception>
    public void Seed(IReadOnlyList<LatencySample> samples, LatencyCoefficients? kept = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count < 3) throw new ArgumentException("Seeding takes at least three runs.", nameof(samples));
        if (kept is not null && MiddleRatio(Check(kept), samples) is >= 1 / KeptWithin and <= KeptWithin and var pace)
        {
            var now = kept with { A = kept.A * pace, B = kept.B * pace, C = kept.C * pace };
            // Stands for the runs that it was learnt from, so that the first ones of one shape do not turn it over.
            var learnt = default(NormalEquations);
            foreach (var (items, length) in LearntShapes)
            {
                var seconds = now.Predict(items, length);
                learnt.Add(Regressors(new(items, length, seconds)), seconds, seconds);
            }
            lock (_gate) (_evidence, _current) = (learnt, now);
            return;
        }
        var evidence = default(NormalEquations);
        foreach (var s in samples) evidence.Add(Regressors(s), s.Seconds, s.Seconds);
        var w = evidence.Solve(Ridge * 1e-3, default);
        var fitted = new LatencyCoefficients(w.X, w.Y, w.Z);
        double error = 0;
        foreach (var s in samples) error += Math.Abs(s.Seconds - fitted.Predict(s.Items, s.PaddedLength)) / s.Seconds;
        lock (_gate)
        {
            _evidence = evidence;
            _current = fitted with { Spread = error / samples.Count };
        }
    }

    /// <summary>Learns from one run.</summary>
    /// <exception cref="ArgumentException">A value that is not positive.</exception>
    public void Observe(LatencySample sample)
    {
        var x = Regressors(sample);
        lock (_gate)
        {
            var known = _current;
            var predicted = known.Predict(sample.Items, sample.PaddedLength);
            var target = sample.Seconds;
            var spread = known.Spread;
            if (predicted > 0)
            {
                var residual = (target - predicted) / predicted;
                var bound = HuberWidth * Math.Max(spread, SpreadFloor);
                residual = Math.Clamp(residual, -bound, bound);
                target = predicted * (1 + residual);
                spread = Math.Min(MostSpread, spread + SpreadRate * (Math.Abs(residual) - spread));
            }
            else
            {
                predicted = target;
            }
            _evidence.Forget(Forgetting);
            _evidence.Add(x, target, predicted);
            var w = _evidence.Solve(Ridge, new(known.A, known.B, known.C));
            _current = new(w.X, w.Y, w.Z, spread);
        }
    }

    private static double MiddleRatio(LatencyCoefficients kept, IReadOnlyList<LatencySample> samples)
    {
        var ratios = samples.Select(s => s.Seconds / kept.Predict(s.Items, s.PaddedLength)).Order().ToArray();
        return ratios[ratios.Length / 2];
    }

    private static Triple Regressors(LatencySample s)
    {
        if (s.Items < 1 || s.PaddedLength < 1 || !(s.Seconds > 0) || !double.IsFinite(s.Seconds))
            throw new ArgumentException("A run has at least one item, a length and a time.", nameof(s));
        var cells = (double)s.Items * s.PaddedLength;
        return new(cells, 1, cells * s.PaddedLength);
    }

    private static LatencyCoefficients Check(LatencyCoefficients c) =>
        c.IsSound ? c : throw new ArgumentException("Coefficients of latency are finite and not negative.", nameof(c));
}
