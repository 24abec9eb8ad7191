namespace Classifier.ModelBuilder.Tests;

internal static class Distance
{
    public static float Max(IReadOnlyList<float[]> x, IReadOnlyList<float[]> y)
    {
        Assert.Equal(x.Count, y.Count);
        return x.Zip(y, Max).DefaultIfEmpty().Max();
    }

    public static float Max(float[] x, float[] y)
    {
        Assert.Equal(x.Length, y.Length);
        return x.Zip(y, (a, b) => float.IsNaN(a) || float.IsNaN(b) ? float.PositiveInfinity : MathF.Abs(a - b)).DefaultIfEmpty().Max();
    }
}
