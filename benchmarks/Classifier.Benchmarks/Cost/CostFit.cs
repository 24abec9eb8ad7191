namespace Classifier.Benchmarks.Cost;

/// <summary>t(n, L) = a·n·L + b + c·n·L², the batcher's own model, by least squares on relative residuals.</summary>
internal sealed record CostFit(double A, double B, double C)
{
    public double Seconds(int items, int length) => A * items * length + B + C * items * length * (double)length;

    public static CostFit Of(IReadOnlyList<(int Items, int Length, double Seconds)> measured)
    {
        // Normal equations of rows divided by their own time.
        var matrix = new double[3, 4];
        foreach (var (n, l, t) in measured)
        {
            double[] row = [n * l / t, 1 / t, n * (double)l * l / t];
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++) matrix[i, j] += row[i] * row[j];
                matrix[i, 3] += row[i];
            }
        }
        var x = Solve(matrix);
        return new(x[0], x[1], x[2]);
    }

    /// <summary>The largest relative miss.</summary>
    public double WorstMiss(IReadOnlyList<(int Items, int Length, double Seconds)> measured) =>
        measured.Max(m => Math.Abs(Seconds(m.Items, m.Length) / m.Seconds - 1));

    // Gauss-Jordan with pivots; three unknowns.
    private static double[] Solve(double[,] m)
    {
        for (var column = 0; column < 3; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < 3; row++)
                if (Math.Abs(m[row, column]) > Math.Abs(m[pivot, column])) pivot = row;
            for (var k = 0; k < 4; k++) (m[column, k], m[pivot, k]) = (m[pivot, k], m[column, k]);
            for (var row = 0; row < 3; row++)
            {
                if (row == column) continue;
                var factor = m[row, column] / m[column, column];
                for (var k = column; k < 4; k++) m[row, k] -= factor * m[column, k];
            }
        }
        return [m[0, 3] / m[0, 0], m[1, 3] / m[1, 1], m[2, 3] / m[2, 2]];
    }
}
