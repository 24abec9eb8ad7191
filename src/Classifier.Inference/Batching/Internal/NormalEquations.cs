namespace Classifier.Inference.Batching.Internal;

/// <summary>Three numbers.</summary>
internal readonly record struct Triple(double X, double Y, double Z)
{
    public double this[int i] => i == 0 ? X : i == 1 ? Y : Z;
}

/// <summary>
/// Weighted least squares in three unknowns, as X'X and X'y. Rows are divided by their predicted value, so residuals count
/// relative to it.
/// </summary>
internal struct NormalEquations
{
    private double _xx, _yy, _zz, _xy, _xz, _yz;
    private double _vx, _vy, _vz;

    public void Forget(double factor)
    {
        _xx *= factor;
        _yy *= factor;
        _zz *= factor;
        _xy *= factor;
        _xz *= factor;
        _yz *= factor;
        _vx *= factor;
        _vy *= factor;
        _vz *= factor;
    }

    public void Add(Triple row, double target, double scale)
    {
        double x = row.X / scale, y = row.Y / scale, z = row.Z / scale, v = target / scale;
        _xx += x * x;
        _yy += y * y;
        _zz += z * z;
        _xy += x * y;
        _xz += x * z;
        _yz += y * z;
        _vx += x * v;
        _vy += y * v;
        _vz += z * v;
    }

    /// <summary>
    /// The least-squares solution with no negative part: of the eight choices of unknowns held at zero, the feasible one
    /// with the smallest error (Lawson and Hanson, 1974, by enumeration).
    /// </summary>
    /// <param name="ridge">Weight of staying near <paramref name="prior"/>, relative to each unknown's own evidence.</param>
    public readonly Triple Solve(double ridge, Triple prior)
    {
        // Unknowns are scaled to a unit diagonal: tokens, runs and pairs of tokens differ by many orders of magnitude.
        var s = new Triple(Scale(_xx), Scale(_yy), Scale(_zz));
        Span<double> m =
        [
            1 + ridge, _xy * s.X * s.Y, _xz * s.X * s.Z,
            _xy * s.X * s.Y, 1 + ridge, _yz * s.Y * s.Z,
            _xz * s.X * s.Z, _yz * s.Y * s.Z, 1 + ridge,
        ];
        Span<double> v =
        [
            _vx * s.X + ridge * prior.X / s.X,
            _vy * s.Y + ridge * prior.Y / s.Y,
            _vz * s.Z + ridge * prior.Z / s.Z,
        ];
        Span<double> best = stackalloc double[3];
        Span<double> w = stackalloc double[3];
        var bestGain = 0.0;
        for (var free = 1; free < 8; free++)
        {
            if (!SolveFree(m, v, free, w)) continue;
            // At a stationary point the error falls by v'w against w = 0.
            var gain = v[0] * w[0] + v[1] * w[1] + v[2] * w[2];
            if (gain <= bestGain) continue;
            bestGain = gain;
            w.CopyTo(best);
        }
        return new(best[0] * s.X, best[1] * s.Y, best[2] * s.Z);
    }

    private static double Scale(double diagonal) => diagonal > 0 ? 1 / Math.Sqrt(diagonal) : 1;

    /// <summary>Gaussian elimination over the unknowns whose bit is set; false when singular or when one comes out negative.</summary>
    private static bool SolveFree(ReadOnlySpan<double> m, ReadOnlySpan<double> v, int free, Span<double> w)
    {
        Span<double> a = stackalloc double[12];
        for (var i = 0; i < 3; i++)
        {
            var on = (free >> i & 1) != 0;
            for (var j = 0; j < 3; j++) a[i * 4 + j] = on && (free >> j & 1) != 0 ? m[i * 3 + j] : i == j ? 1 : 0;
            a[i * 4 + 3] = on ? v[i] : 0;
        }
        // The matrix is symmetric and positive definite: no pivoting needed.
        for (var p = 0; p < 3; p++)
        {
            if (!(a[p * 5] > 1e-12)) return false;
            for (var i = p + 1; i < 3; i++)
            {
                var f = a[i * 4 + p] / a[p * 5];
                for (var j = p; j < 4; j++) a[i * 4 + j] -= f * a[p * 4 + j];
            }
        }
        for (var i = 2; i >= 0; i--)
        {
            var sum = a[i * 4 + 3];
            for (var j = i + 1; j < 3; j++) sum -= a[i * 4 + j] * w[j];
            w[i] = sum / a[i * 5];
        }
        return w[0] >= 0 && w[1] >= 0 && w[2] >= 0;
    }
}
