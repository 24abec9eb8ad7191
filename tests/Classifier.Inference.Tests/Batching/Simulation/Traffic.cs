using Classifier.Core;

namespace Classifier.Inference.Tests.Batching.Simulation;

/// <summary>Streams of arrivals, reproducible from a seed.</summary>
internal static class Traffic
{
    /// <summary>Poisson arrivals at a rate that may change with time.</summary>
    /// <param name="rate">Items a second at a time; at most <paramref name="peak"/>.</param>
    public static IEnumerable<SimArrival> Poisson(
        int seed, double from, double to, double peak, Func<double, double> rate, Func<Random, int> length,
        string tenant = "a", WorkClass cls = WorkClass.Interactive, double patience = double.PositiveInfinity)
    {
        var random = new Random(seed);
        for (var t = from; ;)
        {
            t -= Math.Log(1 - random.NextDouble()) / peak;
            if (t >= to) yield break;
            // Thinning: Lewis and Shedler, 1979.
            if (random.NextDouble() * peak >= rate(t)) continue;
            yield return new(t, length(random), tenant, cls, patience);
        }
    }

    public static IEnumerable<SimArrival> Steady(
        int seed, double to, double rate, Func<Random, int> length,
        string tenant = "a", WorkClass cls = WorkClass.Interactive, double patience = double.PositiveInfinity) =>
        Poisson(seed, 0, to, rate, _ => rate, length, tenant, cls, patience);

    /// <summary>Lengths as texts have them: log-normal, median 60, cut to the model's limits.</summary>
    public static int Mixed(Random random) => (int)Math.Clamp(Math.Exp(4.1 + 0.9 * Gaussian(random)), 3, 512);

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
