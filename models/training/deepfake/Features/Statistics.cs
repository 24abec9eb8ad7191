using Classifier.Training.Deepfake.Data;

namespace Classifier.Training.Deepfake.Features;

/// <summary>The vector of one crop: square roots of the co-occurrences (Hellinger), logarithms of the amounts, correlations.</summary>
internal static class Statistics
{
    public static float[] Of(Patch patch)
    {
        var (width, height) = (patch.Width - 2, patch.Height - 2);
        var size = width * height;
        var planes = Planes(patch);
        var residuals = new int[Layout.Residuals.Length][];
        var features = new float[Layout.Count];
        var at = 0;
        var levels = new sbyte[size];
        Span<int> counts = stackalloc int[Layout.Bins];
        Span<int> orbits = stackalloc int[Layout.OrbitCount];
        var means = new double[residuals.Length];
        var energies = new double[residuals.Length];
        for (var r = 0; r < residuals.Length; r++)
        {
            var values = residuals[r] = Residual(planes[Layout.Residuals[r].Plane], patch.Width, width, height, Layout.Kernels[Layout.Residuals[r].Kernel]);
            long sum = 0, squares = 0;
            foreach (var v in values)
            {
                sum += Math.Abs(v);
                squares += (long)v * v;
            }

            means[r] = (double)sum / size;
            energies[r] = (double)squares / size;
            for (var mode = 0; mode < 2; mode++)
            {
                var step = mode == 0 ? Layout.Step(r) : Layout.Relative * ((float)means[r] + 1f);
                for (var i = 0; i < size; i++)
                {
                    levels[i] = (sbyte)Math.Clamp((int)MathF.Floor(values[i] / step + .5f), -Layout.Reach, Layout.Reach);
                }

                foreach (var (dy, dx) in Layout.Pairs)
                {
                    counts.Clear();
                    for (var y = 0; y < height - dy; y++)
                    {
                        var row = y * width;
                        var other = (y + dy) * width + dx;
                        for (var x = 0; x < width - dx; x++)
                        {
                            counts[(levels[row + x] + Layout.Reach) * Layout.Levels + levels[other + x] + Layout.Reach]++;
                        }
                    }

                    var total = (float)((height - dy) * (width - dx));
                    orbits.Clear();
                    for (var bin = 0; bin < Layout.Bins; bin++)
                    {
                        orbits[Layout.Orbits[bin]] += counts[bin];
                    }

                    foreach (var c in orbits)
                    {
                        features[at++] = MathF.Sqrt(c / total);
                    }
                }
            }
        }

        for (var r = 0; r < residuals.Length; r++)
        {
            features[at++] = MathF.Log((float)means[r] + 1f);
        }

        for (var r = 0; r < residuals.Length; r++)
        {
            foreach (var (dy, dx) in Layout.Lags)
            {
                long sum = 0;
                var values = residuals[r];
                for (var y = 0; y < height - dy; y++)
                {
                    var row = y * width;
                    var other = (y + dy) * width + dx;
                    for (var x = 0; x < width - dx; x++)
                    {
                        sum += (long)values[row + x] * values[other + x];
                    }
                }

                features[at++] = (float)((double)sum / ((height - dy) * (width - dx)) / (energies[r] + 1));
            }
        }

        foreach (var (first, second) in Layout.Crosses)
        {
            long sum = 0;
            for (var i = 0; i < size; i++)
            {
                sum += (long)residuals[first][i] * residuals[second][i];
            }

            features[at++] = (float)((double)sum / size / Math.Sqrt((energies[first] + 1) * (energies[second] + 1)));
        }

        return features;
    }

    private static int[][] Planes(Patch patch)
    {
        var size = patch.Width * patch.Height;
        var planes = new int[Layout.Planes.Length][];
        for (var p = 0; p < planes.Length; p++)
        {
            var plane = planes[p] = new int[size];
            var (r, g, b) = (Layout.Planes[p][0], Layout.Planes[p][1], Layout.Planes[p][2]);
            for (var i = 0; i < size; i++)
            {
                plane[i] = r * patch.Pixels[3 * i] + g * patch.Pixels[3 * i + 1] + b * patch.Pixels[3 * i + 2];
            }
        }

        return planes;
    }

    private static int[] Residual(int[] plane, int stride, int width, int height, int[] kernel)
    {
        var values = new int[width * height];
        for (var k = 0; k < 9; k++)
        {
            var weight = kernel[k];
            if (weight == 0)
            {
                continue;
            }

            for (var y = 0; y < height; y++)
            {
                var from = (y + k / 3) * stride + k % 3;
                var to = y * width;
                for (var x = 0; x < width; x++)
                {
                    values[to + x] += weight * plane[from + x];
                }
            }
        }

        return values;
    }
}
